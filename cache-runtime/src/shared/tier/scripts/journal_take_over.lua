-- Takes the writes that others were delivering and have not, for who has the right to deliver. Others that are left with
-- none are forgotten.
-- KEYS: lease, journal. ARGV: token, where to go on, how many. Returns {where to go on, writes}, or nothing without the right.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return false
end
local taken = redis.call('XAUTOCLAIM', KEYS[2], 'deliver', ARGV[1], 0, ARGV[2], 'COUNT', ARGV[3])
if taken[1] == '0-0' then
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[2], 'deliver')) do
    local facts = {}
    for place = 1, #consumer, 2 do
      facts[consumer[place]] = consumer[place + 1]
    end
    if facts.name ~= ARGV[1] and facts.pending == 0 then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[2], 'deliver', facts.name)
    end
  end
end
return {taken[1], taken[2]}
