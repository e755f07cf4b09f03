/* fuzz-protocol.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-protocol.h"
#include "rim-fuzz.h"

/* What is read at all has names, and questions that take no answer of another. */
static void
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimProtocol) protocol = rim_protocol_load (path, &error);

  if (protocol == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  for (guint i = 0; i < protocol->targets->len; i++)
    g_assert_nonnull (rim_protocol_find_target (protocol, ((RimTarget *) protocol->targets->pdata[i])->name, NULL));
  for (guint i = 0; i < protocol->lesion_questions->len; i++)
    {
      g_autofree char *answer = rim_question_parse (protocol->lesion_questions->pdata[i], protocol->title, NULL);
      g_autofree char *words = answer != NULL ? rim_question_describe (protocol->lesion_questions->pdata[i], answer)
                                              : NULL;

      g_assert_true ((answer == NULL) == (words == NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
