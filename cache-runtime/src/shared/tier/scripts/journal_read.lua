-- Takes writes that nobody has delivered, for who has the right to. KEYS: lease, journal, state. ARGV: token, how many.
-- Returns {writes, up to where they are urgent}, or nothing without the right.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return false
end
local read = redis.call('XREADGROUP', 'GROUP', 'deliver', ARGV[1], 'COUNT', ARGV[2], 'STREAMS', KEYS[2], '>')
local writes = {}
if read then
  writes = read[1][2]
end
return {writes, redis.call('HGET', KEYS[3], 'flush') or ''}
