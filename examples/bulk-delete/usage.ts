/** The answer to `--help`. */
export const usage = `Usage: npm run bulk -- FILE [options]
       npm run bulk -- --worker [options]

Deletes the customers of a CSV file: the column "customerId", or the first column if there is no header.
Without --send it only checks the file. To go on after a stop or a crash, give the same command again.

  --send            delete; asks you to type the host and the count
  --host HOST       what you would type: the host to delete on
  --count N         what you would type: how many customers to delete
  --journal FILE    the journal, which is the report too (default: FILE.journal.ndjson)
  --concurrency N   requests at a time (default: 10)
  --rate N          requests a second (default: 50)
  --max-attempts N  requests without a verdict before an id is given up (default: 5)
  --max-failures N  failures in a row before everything stops (default: 20)

  --worker          send what another machine hands out, until Ctrl-C; each worker has a --journal of its own
  --lock N          seconds until another worker takes over from a dead one (default: 15)

ENKASH_BASE_URL, and ENKASH_ACCESS_TOKEN or ENKASH_CLIENT_ID, ENKASH_CLIENT_SECRET, ENKASH_USERNAME and ENKASH_PASSWORD
say where, and who you are. With BULK_QUEUE_URL (redis://... or postgres://...) workers do the sending.`;
