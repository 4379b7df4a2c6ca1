-- Removes keys and tells all processes, both or neither.
-- KEYS: bus, keys to remove. ARGV: body of the message, a random text (an epoch for a bus that has
-- none, a mark for tags that are invalidated), '1' if tags are among the keys.
-- Returns that text: nobody else's answer can be taken for this one.
for place = 2, #KEYS do
  redis.call('UNLINK', KEYS[place])
end
if ARGV[3] == '1' then
  redis.call('HSET', KEYS[1], 'tags', ARGV[2])
end
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[2])
local epoch = redis.call('HGET', KEYS[1], 'epoch')
local sequence = redis.call('HINCRBY', KEYS[1], 'seq', 1)
redis.call('PUBLISH', KEYS[1], epoch .. ':' .. sequence .. ':' .. ARGV[1])
return ARGV[2]
