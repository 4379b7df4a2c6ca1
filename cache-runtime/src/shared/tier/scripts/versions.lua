-- Reads the versions of names; makes those that are missing. KEYS: names. ARGV: ms to live ('' for ever), then a fresh
-- version for each name. Returns the versions.
local versions = {}
for place, name in ipairs(KEYS) do
  local version = redis.call('GET', name)
  if not version or #version ~= 8 then
    version = ARGV[place + 1]
    if ARGV[1] == '' then
      redis.call('SET', name, version)
    else
      redis.call('SET', name, version, 'PX', ARGV[1])
    end
  elseif ARGV[1] == '' then
    redis.call('PERSIST', name)
  else
    local life = redis.call('PTTL', name)
    if life >= 0 and life < tonumber(ARGV[1]) then
      redis.call('PEXPIRE', name, ARGV[1])
    end
  end
  versions[place] = version
end
return versions
