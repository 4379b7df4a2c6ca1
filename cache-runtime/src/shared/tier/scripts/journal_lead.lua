-- Takes the right to deliver a journal. KEYS: lease, journal. ARGV: token, lease in ms.
-- Returns 1 (it is the caller's) or 0 (it is another's).
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return 0
end
-- There is one mostly, and that is said by an error.
redis.pcall('XGROUP', 'CREATE', KEYS[2], 'deliver', '0', 'MKSTREAM')
return 1
