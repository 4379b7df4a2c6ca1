-- Stores a loaded value if the lease still stands.
-- KEYS: entry. ARGV: token, frame, ms to live ('' for ever). Returns 0 (refused), 1 (stored), 2 (stored, and awaited).
local head = redis.call('GETRANGE', KEYS[1], 0, 39)
if #head < 40 or string.sub(head, 9, 24) ~= ARGV[1] then
  return 0
end
if ARGV[3] == '' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1 + (string.byte(head, 33) == 1 and 1 or 0)
