/* rim-worklist.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rim-worklist.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RimWorklist
{
  RimLibrary  *library;
  RimProtocol *protocol;
  char        *reader;
  GPtrArray   *cases;            /* of RimCase, in the order of their lots */
  GHashTable  *by_study;         /* of the same, not owned */
};

/**
 * rim_worklist_get_protocol:
 * @self: a worklist
 *
 * Returns: (transfer none): what it is a list of
 */
RimProtocol *
rim_worklist_get_protocol (RimWorklist *self)
{
  return self->protocol;
}

/* Returns: (transfer none): whose list it is */
const char *
rim_worklist_get_reader (RimWorklist *self)
{
  return self->reader;
}

void
rim_worklist_free (RimWorklist *self)
{
  g_clear_object (&self->library);
  g_clear_pointer (&self->protocol, rim_protocol_unref);
  g_clear_pointer (&self->by_study, g_hash_table_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_free (self->reader);
  g_free (self);
}

/* Which cases there are */

static gboolean
has_modalities (const RimProtocol   *protocol,
                const RimLibraryRow *study)
{
  g_auto(GStrv) present = g_strsplit (study->modality != NULL ? study->modality : "", "\\", -1);

  for (guint i = 0; protocol->modalities[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) present, protocol->modalities[i]))
      return FALSE;

  return TRUE;
}

static RimCase *
case_new (const RimLibraryRow *patient,
          const RimLibraryRow *study)
{
  RimCase *self = rim_case_new ();

  self->patient_id = patient->id;
  self->patient = g_strdup (patient->uid);
  self->name = g_strdup (patient->title);
  self->study_id = study->id;
  self->study_uid = g_strdup (study->uid);
  self->date = g_strdup (study->date);
  self->title = g_strdup (study->title);

  return self;
}

static gboolean
list_studies (RimWorklist  *self,
              GPtrArray    *cases,
              GError      **error)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (self->library, error);

  for (guint p = 0; patients != NULL && p < patients->len; p++)
    {
      const RimLibraryRow *patient = patients->pdata[p];
      g_autoptr(GPtrArray) studies = rim_library_list_studies (self->library, patient->id, error);

      if (studies == NULL)
        return FALSE;
      for (guint s = 0; s < studies->len; s++)
        if (has_modalities (self->protocol, studies->pdata[s]))
          g_ptr_array_add (cases, case_new (patient, studies->pdata[s]));
    }

  return patients != NULL;
}

static int
compare_lots (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const RimCase *first = *(RimCase *const *) a;
  const RimCase *second = *(RimCase *const *) b;
  const double x = rim_protocol_draw_lot (data, "order", first->study_uid);
  const double y = rim_protocol_draw_lot (data, "order", second->study_uid);

  return x != y ? (x < y ? -1 : 1) : strcmp (first->study_uid, second->study_uid);
}

/* Who reads what */

static gboolean
is_read_twice (const RimProtocol *protocol,
               const char        *study_uid)
{
  return rim_protocol_draw_lot (protocol, "second", study_uid) < protocol->second_share;
}

static guint
pick (double lot,
      guint  n)
{
  return MIN ((guint) (lot * n), n - 1);
}

/* Where readers are named, lots say whose a case is and who reads it again. */
static RimCaseRole
get_assigned_role (const RimProtocol *protocol,
                   const char        *study_uid,
                   const char        *reader)
{
  const guint n = g_strv_length (protocol->readers);
  const guint first = pick (rim_protocol_draw_lot (protocol, "first-reader", study_uid), n);
  guint second;

  if (strcmp (protocol->readers[first], reader) == 0)
    return RIM_CASE_ROLE_FIRST;
  if (n < 2 || !is_read_twice (protocol, study_uid))
    return RIM_CASE_ROLE_NONE;

  second = (first + 1 + pick (rim_protocol_draw_lot (protocol, "second-reader", study_uid), n - 1)) % n;

  return strcmp (protocol->readers[second], reader) == 0 ? RIM_CASE_ROLE_SECOND : RIM_CASE_ROLE_NONE;
}

/* Where nobody is named, a case is whose who began it first, and one that is read
 * twice is then free for one other.
 */
static RimCaseRole
get_claimed_role (const RimProtocol *protocol,
                  const char        *study_uid,
                  const char        *reader,
                  GPtrArray         *claims)
{
  guint index;

  if (claims == NULL)
    return RIM_CASE_ROLE_FIRST;
  if (g_ptr_array_find_with_equal_func (claims, reader, g_str_equal, &index))
    return index == 0 ? RIM_CASE_ROLE_FIRST : RIM_CASE_ROLE_SECOND;

  return claims->len == 1 && is_read_twice (protocol, study_uid) ? RIM_CASE_ROLE_SECOND : RIM_CASE_ROLE_NONE;
}

static void
note_claim (GHashTable           *claims,
            const RimQueueRecord *record)
{
  GPtrArray *readers = g_hash_table_lookup (claims, record->study_uid);

  if (record->kind != RIM_QUEUE_RECORD_STATE)
    return;
  if (readers == NULL)
    {
      readers = g_ptr_array_new ();
      g_hash_table_insert (claims, record->study_uid, readers);
    }
  if (!g_ptr_array_find_with_equal_func (readers, record->reader, g_str_equal, NULL))
    g_ptr_array_add (readers, record->reader);
}

static void
assign (RimWorklist *self,
        GPtrArray   *cases,
        GPtrArray   *records)
{
  g_autoptr(GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < records->len; i++)
    note_claim (claims, records->pdata[i]);

  for (guint i = cases->len; i > 0; i--)
    {
      RimCase *kase = cases->pdata[i - 1];

      kase->role = self->protocol->readers[0] != NULL
                   ? get_assigned_role (self->protocol, kase->study_uid, self->reader)
                   : get_claimed_role (self->protocol, kase->study_uid, self->reader,
                                       g_hash_table_lookup (claims, kase->study_uid));
      if (kase->role == RIM_CASE_ROLE_SECOND)
        kase->read = g_strdup_printf ("%s/%s", self->protocol->id, self->reader);
      if (kase->role == RIM_CASE_ROLE_NONE)
        g_ptr_array_remove_index (cases, i - 1);
    }
}

/* What was said of them */

static void
apply (RimCase              *kase,
       const RimQueueRecord *record)
{
  switch (record->kind)
    {
    case RIM_QUEUE_RECORD_STATE:
      if (!rim_case_state_from_id (record->name, &kase->state))
        kase->state = RIM_CASE_IN_PROGRESS;
      g_free (kase->reason);
      kase->reason = g_strdup (record->value);
      kase->changed = record->time;
      break;
    case RIM_QUEUE_RECORD_ANSWER:
      if (record->name != NULL)
        rim_case_take_answer (kase, record->lesion, record->name, record->value);
      break;
    case RIM_QUEUE_RECORD_TIME:
      kase->active += MAX (record->time - record->opened, 0);
      break;
    case RIM_N_QUEUE_RECORD_KINDS:
    default:
      break;
    }
}

static void
replay (RimWorklist *self,
        GPtrArray   *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const RimQueueRecord *record = records->pdata[i];
      RimCase *kase = g_hash_table_lookup (self->by_study, record->study_uid);

      if (kase != NULL && g_strcmp0 (record->reader, self->reader) == 0)
        apply (kase, record);
    }
}

/**
 * rim_worklist_update:
 * @self: a worklist
 * @error: where to put an error
 *
 * Reads it again from the library; cases from before are no longer there.
 *
 * Returns: whether it could be read; if not, it is what it was
 */
gboolean
rim_worklist_update (RimWorklist  *self,
                     GError      **error)
{
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_case_free);
  g_autoptr(GPtrArray) records = NULL;

  if (!rim_library_flush (self->library, error) || !list_studies (self, cases, error))
    return FALSE;
  records = rim_library_list_records (self->library, self->protocol->id, error);
  if (records == NULL)
    return FALSE;

  assign (self, cases, records);
  g_ptr_array_sort_with_data (cases, compare_lots, self->protocol);
  g_hash_table_remove_all (self->by_study);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  self->cases = g_steal_pointer (&cases);
  for (guint i = 0; i < self->cases->len; i++)
    {
      RimCase *kase = self->cases->pdata[i];

      g_hash_table_insert (self->by_study, kase->study_uid, kase);
    }
  replay (self, records);

  return TRUE;
}

/**
 * rim_worklist_new:
 * @library: where cases are and what was said of them
 * @protocol: what is asked
 * @reader: whose list it is
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the list
 */
RimWorklist *
rim_worklist_new (RimLibrary   *library,
                  RimProtocol  *protocol,
                  const char   *reader,
                  GError      **error)
{
  g_autoptr(RimWorklist) self = g_new0 (RimWorklist, 1);

  g_return_val_if_fail (RIM_IS_LIBRARY (library) && protocol != NULL && reader != NULL, NULL);

  self->library = g_object_ref (library);
  self->protocol = rim_protocol_ref (protocol);
  self->reader = g_strdup (reader);
  self->by_study = g_hash_table_new (g_str_hash, g_str_equal);

  return rim_worklist_update (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rim_read_is_accepted:
 * @library: a library
 * @study_uid: a study
 * @read: a second read of it, as #RimCase has it
 * @error: where to put an error
 *
 * Returns: whether its reader said that it is done
 */
gboolean
rim_read_is_accepted (RimLibrary  *library,
                      const char  *study_uid,
                      const char  *read,
                      GError     **error)
{
  const char *slash = strchr (read, '/');
  g_autofree char *protocol = slash != NULL ? g_strndup (read, (gsize) (slash - read)) : NULL;
  g_autoptr(GPtrArray) records = protocol != NULL ? rim_library_list_records (library, protocol, error) : NULL;
  RimCaseState state = RIM_CASE_NOT_STARTED;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const RimQueueRecord *record = records->pdata[i];

      if (record->kind == RIM_QUEUE_RECORD_STATE && strcmp (record->study_uid, study_uid) == 0 &&
          strcmp (record->reader, slash + 1) == 0 && !rim_case_state_from_id (record->name, &state))
        state = RIM_CASE_IN_PROGRESS;
    }

  return state == RIM_CASE_DONE;
}

/**
 * rim_worklist_apply_reads:
 * @self: (nullable): a worklist; %NULL where there is none
 * @library: a library
 *
 * Has the library open the cases that its reader reads for the second time in a read of
 * their own, so that nothing of the first read is seen; and nothing else. For the main thread.
 */
void
rim_worklist_apply_reads (RimWorklist *self,
                          RimLibrary  *library)
{
  gboolean changed = FALSE;
  guint n = 0;

  for (guint i = 0; self != NULL && i < self->cases->len; i++)
    {
      const RimCase *kase = self->cases->pdata[i];
      gboolean is_accepted = FALSE;
      g_autofree char *before = rim_library_dup_read (library, kase->study_uid, &is_accepted);

      n += kase->read != NULL;
      changed |= g_strcmp0 (before, kase->read) != 0 ||
                 (kase->read != NULL && is_accepted != (kase->state == RIM_CASE_DONE));
    }
  if (!changed && n == rim_library_count_reads (library))
    return;

  rim_library_clear_reads (library);
  for (guint i = 0; self != NULL && i < self->cases->len; i++)
    {
      const RimCase *kase = self->cases->pdata[i];

      if (kase->read != NULL)
        rim_library_set_read (library, kase->study_uid, kase->read, kase->state == RIM_CASE_DONE);
    }
  rim_library_notify_reads (library);
}

/* Returns: how many cases the reader has, whatever their state */
guint
rim_worklist_get_n_cases (RimWorklist *self)
{
  return self->cases->len;
}

/**
 * rim_worklist_get_case:
 * @self: a worklist
 * @index: which
 *
 * Returns: (transfer none): the case, until rim_worklist_update()
 */
RimCase *
rim_worklist_get_case (RimWorklist *self,
                       guint        index)
{
  g_return_val_if_fail (index < self->cases->len, NULL);

  return self->cases->pdata[index];
}

/**
 * rim_worklist_find_case:
 * @self: a worklist
 * @study_uid: a study
 * @index: (out) (optional): its place
 *
 * Returns: (nullable) (transfer none): its case
 */
RimCase *
rim_worklist_find_case (RimWorklist *self,
                        const char  *study_uid,
                        guint       *index)
{
  RimCase *kase = g_hash_table_lookup (self->by_study, study_uid);

  if (kase != NULL && index != NULL)
    g_ptr_array_find (self->cases, kase, index);

  return kase;
}

/* Returns: how many of them are in that state */
guint
rim_worklist_count (RimWorklist  *self,
                    RimCaseState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->cases->len; i++)
    n += ((RimCase *) self->cases->pdata[i])->state == state;

  return n;
}

/**
 * rim_worklist_step:
 * @self: a worklist
 * @from: the index of a case, or -1 for none
 * @direction: 1 for the next, -1 for the one before
 * @undone: whether only cases count that have something to do; these are looked
 *   for around the end, too
 * @filter: (nullable): which cases count
 *
 * Returns: the index of the case to go to, or -1 where there is none
 */
int
rim_worklist_step (RimWorklist             *self,
                   int                      from,
                   int                      direction,
                   gboolean                 undone,
                   const RimWorklistFilter *filter)
{
  const int n = (int) self->cases->len;

  for (int i = 1; i <= n; i++)
    {
      int index = from < 0 && direction < 0 ? n - i : from + i * direction;

      if (undone)
        index = ((index % n) + n) % n;
      if (index < 0 || index >= n || index == from)
        return -1;
      if (rim_case_matches (self->cases->pdata[index], filter) &&
          (!undone || rim_case_is_undone (self->cases->pdata[index])))
        return index;
    }

  return -1;
}

/* Saying something */

static void
append (RimWorklist        *self,
        RimCase            *kase,
        RimQueueRecordKind  kind,
        const char         *name,
        const char         *value)
{
  const RimQueueRecord record = {
    .protocol = self->protocol->id,
    .version = self->protocol->version,
    .study_uid = kase->study_uid,
    .reader = self->reader,
    .kind = kind,
    .time = g_get_real_time (),
    .name = (char *) name,
    .value = (char *) value,
  };

  apply (kase, &record);
  rim_library_append_record (self->library, &record);
}

/* What is said of a case that nobody has begun begins it. */
void
rim_worklist_begin (RimWorklist *self,
                    RimCase     *kase)
{
  if (kase->state == RIM_CASE_NOT_STARTED)
    append (self, kase, RIM_QUEUE_RECORD_STATE, rim_case_state_get_id (RIM_CASE_IN_PROGRESS), NULL);
}

/**
 * rim_worklist_answer:
 * @self: a worklist
 * @kase: a case of it
 * @question: the id of a question of cases
 * @text: the answer; an empty one takes back what there was
 * @error: where to put an error
 *
 * Checks an answer and keeps it with reader and time, off this thread; one that is
 * there already is not kept again. What is answered of lesions is part of these, see
 * rim_case_drawing_answer().
 *
 * Returns: whether it is an answer
 */
gboolean
rim_worklist_answer (RimWorklist  *self,
                     RimCase      *kase,
                     const char   *question,
                     const char   *text,
                     GError      **error)
{
  g_autofree char *answer = rim_protocol_parse_answer (self->protocol, FALSE, question, text, error);
  const char *before;

  if (answer == NULL)
    return FALSE;

  before = rim_case_get_answer (kase, NULL, question);
  if (strcmp (before != NULL ? before : "", answer) == 0)
    return TRUE;
  rim_worklist_begin (self, kase);
  append (self, kase, RIM_QUEUE_RECORD_ANSWER, question, answer);

  return TRUE;
}

static gboolean
refuse_incomplete (GPtrArray  *missing,
                   GError    **error)
{
  g_autofree char *text = NULL;

  if (missing->len == 0)
    return TRUE;

  g_ptr_array_add (missing, NULL);
  text = g_strjoinv ("; ", (char **) missing->pdata);
  g_set_error_literal (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_INCOMPLETE, text);

  return FALSE;
}

/**
 * rim_worklist_set_state:
 * @self: a worklist
 * @kase: a case of it
 * @state: how far it is
 * @reason: (nullable): why it is skipped or rejected
 * @lesions: (nullable) (element-type RimLesion): what is drawn in it, for one that
 *   is done
 * @error: where to put an error
 *
 * Keeps a state with reader and time, off this thread. A case is done when nothing
 * of the protocol is missing.
 *
 * Returns: whether it has that state
 */
gboolean
rim_worklist_set_state (RimWorklist   *self,
                        RimCase       *kase,
                        RimCaseState   state,
                        const char    *reason,
                        GPtrArray     *lesions,
                        GError       **error)
{
  g_autoptr(GPtrArray) missing = NULL;
  g_autofree char *why = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  g_return_val_if_fail (state < RIM_N_CASE_STATES, FALSE);
  g_return_val_if_fail (state != RIM_CASE_DONE || lesions != NULL, FALSE);

  if ((state == RIM_CASE_SKIPPED || state == RIM_CASE_REJECTED) && *why == '\0')
    {
      g_set_error_literal (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_NO_REASON,
                           _("Say why, in a word or two"));
      return FALSE;
    }
  if (state == RIM_CASE_DONE)
    {
      missing = rim_case_list_missing (kase, self->protocol, lesions);
      if (!refuse_incomplete (missing, error))
        return FALSE;
    }
  if (state != kase->state || strcmp (why, kase->reason != NULL ? kase->reason : "") != 0)
    append (self, kase, RIM_QUEUE_RECORD_STATE, rim_case_state_get_id (state), *why != '\0' ? why : NULL);

  return TRUE;
}

/**
 * rim_worklist_add_time:
 * @self: a worklist
 * @kase: a case of it
 * @opened: since when it was looked at, microseconds since 1970
 * @closed: until when
 *
 * Keeps an interval in which the reader was at the case; the time that he was idle
 * is to be left out of it.
 */
void
rim_worklist_add_time (RimWorklist *self,
                       RimCase     *kase,
                       gint64       opened,
                       gint64       closed)
{
  const RimQueueRecord record = {
    .protocol = self->protocol->id,
    .version = self->protocol->version,
    .study_uid = kase->study_uid,
    .reader = self->reader,
    .kind = RIM_QUEUE_RECORD_TIME,
    .time = closed,
    .opened = opened,
  };

  if (closed <= opened)
    return;

  apply (kase, &record);
  rim_library_append_record (self->library, &record);
}
