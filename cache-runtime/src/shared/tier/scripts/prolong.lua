-- Moves the end of an entry's being fresh further on, as it was asked for. KEYS: entry. ARGV: the new end on the server's
-- clock, ms to live from now on ('' for ever). Returns 0 where there is nothing to prolong.
local head = redis.call('GETRANGE', KEYS[1], 0, 47)
if #head < 48 or string.byte(head, 5) >= 128 or string.byte(head, 34) == 1 then
  return 0
end
local ends = struct.pack('<I6', tonumber(ARGV[1]))
if struct.unpack('<I6', string.sub(head, 35, 40)) < tonumber(ARGV[1]) then
  redis.call('SETRANGE', KEYS[1], 34, ends)
end
local life = redis.call('PTTL', KEYS[1])
if life >= 0 and ARGV[2] == '' then
  redis.call('PERSIST', KEYS[1])
elseif life >= 0 and life < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
