-- Removes an entry that could not be read, if it is still the same. KEYS: entry. ARGV: SHA-1 of what was read.
local value = redis.call('GET', KEYS[1])
if value and redis.sha1hex(value) == ARGV[1] then
  return redis.call('UNLINK', KEYS[1])
end
return 0
