-- Removes keys, marks entries stale and tells all processes: all of it or nothing.
-- KEYS: bus, keys to remove, entries to mark stale. ARGV: body of the message, a random text (an epoch for a bus that has
-- none, a mark for tags that are invalidated), '1' if tags are among the keys, how many of the keys are to be marked.
-- Returns that text: nobody else's answer can be taken for this one.
local last = #KEYS - tonumber(ARGV[4])
for place = 2, last do
  redis.call('UNLINK', KEYS[place])
end
for place = last + 1, #KEYS do
  local head = redis.call('GETRANGE', KEYS[place], 0, 39)
  if #head < 40 or string.byte(head, 5) >= 128 then
    redis.call('UNLINK', KEYS[place])
  else
    redis.call('SETRANGE', KEYS[place], 8, string.rep('\0', 25) .. '\1')
  end
end
if ARGV[3] == '1' then
  redis.call('HSET', KEYS[1], 'tags', ARGV[2])
end
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[2])
local epoch = redis.call('HGET', KEYS[1], 'epoch')
local sequence = redis.call('HINCRBY', KEYS[1], 'seq', 1)
redis.call('PUBLISH', KEYS[1], epoch .. ':' .. sequence .. ':' .. ARGV[1])
return ARGV[2]
