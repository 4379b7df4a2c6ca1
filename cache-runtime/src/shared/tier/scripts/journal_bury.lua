-- Moves the writes of one key from a journal to its dead letters.
-- KEYS: lease, journal, state, dead letters. ARGV: token, how many letters there may be, key, frame, error, writes.
-- Returns 0 without the right to.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local count = #ARGV - 5
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[2], '*', 'k', ARGV[3], 'v', ARGV[4], 'e', ARGV[5], 'i', ARGV[6], 'n', count)
redis.call('HINCRBY', KEYS[3], 'dead', count)
for place = 6, #ARGV do
  redis.call('XACK', KEYS[2], 'deliver', ARGV[place])
  redis.call('XDEL', KEYS[2], ARGV[place])
end
return 1
