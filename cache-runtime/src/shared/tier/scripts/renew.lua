-- Extends a lease while its load runs. KEYS: entry. ARGV: token, lease in ms. Returns 0 where the lease is gone.
local head = redis.call('GETRANGE', KEYS[1], 0, 39)
if #head < 40 or string.sub(head, 9, 24) ~= ARGV[1] then
  return 0
end
local time = redis.call('TIME')
local lease = tonumber(ARGV[2])
redis.call('SETRANGE', KEYS[1], 24, struct.pack('<I8', time[1] * 1000 + math.floor(time[2] / 1000) + lease))
local life = redis.call('PTTL', KEYS[1])
if life >= 0 and life < 2 * lease then
  redis.call('PEXPIRE', KEYS[1], 2 * lease)
end
return 1
