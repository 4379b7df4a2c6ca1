-- Lets all writes of a journal go out at once. KEYS: journal, state, dead letters.
-- Returns {the last write, how many there are, the last dead letter}, with '' for what there is not.
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local dead = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)
if last[1] then
  redis.call('HSET', KEYS[2], 'flush', last[1][1])
end
return {last[1] and last[1][1] or '', redis.call('XLEN', KEYS[1]), dead[1] and dead[1][1] or ''}
