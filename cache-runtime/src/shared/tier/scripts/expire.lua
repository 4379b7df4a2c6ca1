-- Marks an entry stale and kills its lease. KEYS: entry. Returns how many entries were marked.
local head = redis.call('GETRANGE', KEYS[1], 0, 39)
if #head < 40 or string.byte(head, 5) >= 128 then
  redis.call('UNLINK', KEYS[1])
  return 0
end
redis.call('SETRANGE', KEYS[1], 8, string.rep('\0', 25) .. '\1')
return 1
