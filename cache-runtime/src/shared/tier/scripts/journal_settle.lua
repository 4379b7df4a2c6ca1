-- Takes delivered writes out of a journal. KEYS: lease, journal. ARGV: token, writes. Returns 0 without the right to.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
for place = 2, #ARGV do
  redis.call('XACK', KEYS[2], 'deliver', ARGV[place])
  redis.call('XDEL', KEYS[2], ARGV[place])
end
return 1
