-- Tells how a journal stands. KEYS: journal, state.
-- Returns {writes, the first of them or '', failures of the sink, the last of these, writes that are dead letters}.
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
local state = redis.call('HMGET', KEYS[2], 'failures', 'error', 'dead')
return {
  redis.call('XLEN', KEYS[1]), first[1] and first[1][1] or '',
  tonumber(state[1] or 0), state[2] or '', tonumber(state[3] or 0),
}
