-- Gives a lease back without a value. KEYS: entry. ARGV: token, '1' to remove the frame that the lease stands in too.
-- Returns 0 (not the caller's), 1 (given back), 2 (and awaited).
local head = redis.call('GETRANGE', KEYS[1], 0, 39)
if #head < 40 or string.sub(head, 9, 24) ~= ARGV[1] then
  return 0
end
if string.byte(head, 5) >= 128 or ARGV[2] == '1' then
  redis.call('UNLINK', KEYS[1])
else
  redis.call('SETRANGE', KEYS[1], 8, string.rep('\0', 25))
end
return 1 + (string.byte(head, 33) == 1 and 1 or 0)
