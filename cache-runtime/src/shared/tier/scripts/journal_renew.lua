-- Renews the right to deliver a journal, or gives it up. KEYS: lease. ARGV: token, lease in ms ('' to give it up).
-- Returns 0 where it is not the caller's any more.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[2] == '' then
  redis.call('UNLINK', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
