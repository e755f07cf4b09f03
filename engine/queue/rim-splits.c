/* rim-splits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-training-set.h"

#include <string.h>

typedef struct
{
  guint       index;
  const char *patient;
  const char *stratum;
  double      lot;
} Ticket;

static int
compare_tickets (gconstpointer a,
                 gconstpointer b)
{
  const Ticket *x = a;
  const Ticket *y = b;
  const int order = strcmp (x->stratum, y->stratum);

  if (order != 0)
    return order;
  if (x->lot < y->lot || x->lot > y->lot)
    return x->lot < y->lot ? -1 : 1;

  return strcmp (x->patient, y->patient);
}

/**
 * rim_splits_draw:
 * @protocol: has splits
 * @patients: (array length=n_patients): who they are, each once
 * @strata: (array length=n_patients): what is to be alike in all splits
 * @n_patients: how many
 * @splits: (out caller-allocates) (array length=n_patients): which split each is in
 *
 * Patients are put in a row, those of a stratum together and by lot among
 * themselves, and each goes to the split that lacks most of its share by then. So
 * any stretch of the row is spread by the shares, within about one patient. It
 * does not depend on the order given, but on who is there.
 */
void
rim_splits_draw (const RimProtocol *protocol,
                 const char *const *patients,
                 const char *const *strata,
                 guint              n_patients,
                 guint             *splits)
{
  const guint n_splits = protocol->splits->len;
  g_autofree Ticket *tickets = g_new (Ticket, n_patients + 1);
  g_autofree double *owed = g_new0 (double, n_splits + 1);

  g_return_if_fail (n_splits > 0);

  for (guint i = 0; i < n_patients; i++)
    tickets[i] = (Ticket) { i, patients[i], strata[i], rim_protocol_draw_lot (protocol, "split", patients[i]) };
  qsort (tickets, n_patients, sizeof *tickets, compare_tickets);

  for (guint i = 0; i < n_patients; i++)
    {
      guint most = 0;

      for (guint s = 0; s < n_splits; s++)
        owed[s] += ((RimProtocolSplit *) protocol->splits->pdata[s])->share;
      for (guint s = 1; s < n_splits; s++)
        if (owed[s] > owed[most])
          most = s;
      owed[most] -= 1.0;
      splits[tickets[i].index] = most;
    }
}
