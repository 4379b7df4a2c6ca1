-- Notes a write, unless the journal is full. KEYS: journal. ARGV: how many writes it may hold, key, frame.
-- Returns where the write stands, or nothing.
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then
  return false
end
return redis.call('XADD', KEYS[1], '*', 'k', ARGV[2], 'v', ARGV[3])
