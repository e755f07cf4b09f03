/* rl-browser-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rl-format.h"

struct _RlBrowserItem
{
  GObject         parent_instance;

  RlBrowserLevel  level;
  RimIndex       *index;
  RimLibraryRow  *row;          /* of the index */
  RimReading      status;
  GListStore     *children;
  gboolean        current;
  char           *context;      /* what stands above it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlBrowserItem, rl_browser_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
append (GString    *text,
        const char *part)
{
  if (!is_filled (part))
    return;

  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static RimLibraryRow *
find_first_study (RimIndex      *index,
                  RimLibraryRow *patient)
{
  for (guint i = 0; i < rim_index_get_n_patients (index); i++)
    {
      guint n, first;

      if (rim_index_get_patient (index, i) != patient)
        continue;

      first = rim_index_get_studies_of (index, i, &n);
      return n > 0 ? rim_index_get_study (index, first) : NULL;
    }

  return NULL;
}

/* Who has neither name nor ID is told from others by what there is of a study. */
static void
append_study (GString       *text,
              RimIndex      *index,
              RimLibraryRow *patient)
{
  RimLibraryRow *study = find_first_study (index, patient);
  g_autofree char *date = NULL;

  if (study == NULL)
    return;

  date = is_filled (study->date) ? rl_format_date (study->date) : NULL;
  append (text, date);
  append (text, is_filled (study->title) ? study->title : study->uid);
}

static char *
dup_patient_subtitle (RimIndex      *index,
                      RimLibraryRow *row)
{
  GString *text = g_string_new (NULL);
  g_autofree char *born = NULL;

  append (text, row->uid);
  if (!is_filled (row->title) && !is_filled (row->uid))
    append_study (text, index, row);
  append (text, row->sex);
  if (is_filled (row->birth_date))
    {
      g_autofree char *date = rl_format_date (row->birth_date);

      born = g_strdup_printf (_("b. %s"), date);
      append (text, born);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_series_subtitle (RimLibraryRow *row)
{
  GString *text = g_string_new (NULL);
  g_autofree char *time = rl_format_time (row->time);
  g_autofree char *count = NULL;

  if (row->kind == RIM_SERIES_IMAGE)
    count = g_strdup_printf (ngettext ("%u slice", "%u slices", row->n_children), row->n_children);
  else if (row->kind == RIM_SERIES_PARAMETRIC_MAP)
    count = g_strdup (_("Parametric map"));
  else if (row->n_contours > 0)
    count = g_strdup_printf (ngettext ("%u contour", "%u contours", row->n_contours),
                             row->n_contours);

  append (text, count);
  if (g_strcmp0 (time, RL_NO_VALUE) != 0)
    append (text, time);

  return g_string_free (text, FALSE);
}

static char *
dup_series_title (RimLibraryRow *row)
{
  if (is_filled (row->title) && row->part > 0)
    return g_strdup_printf (_("%s, part %u"), row->title, row->part + 1);
  if (is_filled (row->title))
    return g_strdup (row->title);

  return g_strdup_printf (_("Series %d"), row->number);
}

static gboolean
is_among (char       **words,
          const char  *word)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;

  return FALSE;
}

/* Drops words at the beginning that stand above or in the badge already, but
 * not all of them.
 */
static char *
shorten (RlBrowserItem *self,
         const char    *text)
{
  const char *delimiters = " ,;_^/-";
  const char *modality = self->row->modality != NULL ? self->row->modality : "";
  const char *pet = g_str_equal (modality, "PT") ? "PET" : "";
  g_autofree char *known = g_strdup_printf ("%s %s %s", self->context != NULL ? self->context : "",
                                            modality, pet);
  g_auto(GStrv) words = g_strsplit_set (known, delimiters, -1);
  g_autofree char *first = NULL;
  const char *from = text;

  while (*from != '\0')
    {
      gsize n = strcspn (from, delimiters);
      g_autofree char *word = g_strndup (from, n);
      const char *next = from + n + strspn (from + n, delimiters);

      if (*next == '\0' || (n > 0 && !is_among (words, word)))
        break;
      from = next;
    }

  if (from == text)
    return g_strdup (text);

  first = g_utf8_strup (from, (gssize) (g_utf8_next_char (from) - from));

  return g_strconcat (first, g_utf8_next_char (from), NULL);
}

static void
rl_browser_item_finalize (GObject *object)
{
  RlBrowserItem *self = RL_BROWSER_ITEM (object);

  g_clear_pointer (&self->index, rim_index_unref);
  g_clear_object (&self->children);
  g_clear_pointer (&self->context, g_free);

  G_OBJECT_CLASS (rl_browser_item_parent_class)->finalize (object);
}

static void
rl_browser_item_class_init (RlBrowserItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_browser_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_browser_item_init (RlBrowserItem *self)
{
}

/**
 * rl_browser_item_new:
 * @level: what it is
 * @index: what its row belongs to
 * @row: what the library says of it
 */
RlBrowserItem *
rl_browser_item_new (RlBrowserLevel  level,
                     RimIndex       *index,
                     RimLibraryRow  *row)
{
  RlBrowserItem *self = g_object_new (RL_TYPE_BROWSER_ITEM, NULL);

  self->level = level;
  self->index = rim_index_ref (index);
  self->row = row;
  self->status = row->status;

  return self;
}

RlBrowserLevel
rl_browser_item_get_level (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), RL_BROWSER_PATIENT);

  return self->level;
}

RimLibraryRow *
rl_browser_item_get_row (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), NULL);

  return self->row;
}

static gboolean
texts_equal (RimLibraryRow *a,
             RimLibraryRow *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->date, b->date) == 0 &&
         g_strcmp0 (a->time, b->time) == 0 && g_strcmp0 (a->uid, b->uid) == 0 &&
         g_strcmp0 (a->birth_date, b->birth_date) == 0 && g_strcmp0 (a->sex, b->sex) == 0 &&
         g_strcmp0 (a->modality, b->modality) == 0;
}

static gboolean
rows_equal (RimLibraryRow *a,
            RimLibraryRow *b)
{
  return texts_equal (a, b) && a->number == b->number && a->part == b->part &&
         a->kind == b->kind && a->n_children == b->n_children &&
         a->n_contours == b->n_contours && a->missing == b->missing &&
         a->has_drawing == b->has_drawing;
}

/**
 * rl_browser_item_set_row:
 * @self: an item
 * @index: what its row belongs to
 * @row: what the library says of it now
 */
void
rl_browser_item_set_row (RlBrowserItem *self,
                         RimIndex      *index,
                         RimLibraryRow *row)
{
  gboolean equal;

  g_return_if_fail (RL_IS_BROWSER_ITEM (self));
  g_return_if_fail (row != NULL && row->id == self->row->id);

  equal = rows_equal (self->row, row);
  rim_index_ref (index);
  g_clear_pointer (&self->index, rim_index_unref);
  self->index = index;
  self->row = row;
  if (!equal)
    g_signal_emit (self, signals[CHANGED], 0);
}

RimReading
rl_browser_item_get_status (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), RIM_READING_UNREAD);

  return self->status;
}

/**
 * rl_browser_item_set_status:
 * @self: a study
 * @status: how far its reading is, which the library may not have yet
 */
void
rl_browser_item_set_status (RlBrowserItem *self,
                            RimReading     status)
{
  g_return_if_fail (RL_IS_BROWSER_ITEM (self));

  if (self->status == status)
    return;

  self->status = status;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (nullable): %NULL until somebody looked into it */
GListStore *
rl_browser_item_get_children (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), NULL);

  return self->children;
}

void
rl_browser_item_set_children (RlBrowserItem *self,
                              GListStore    *children)
{
  g_return_if_fail (RL_IS_BROWSER_ITEM (self));

  g_set_object (&self->children, children);
}

/* Returns: whether it is shown in the views */
gboolean
rl_browser_item_get_current (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), FALSE);

  return self->current;
}

void
rl_browser_item_set_current (RlBrowserItem *self,
                             gboolean       current)
{
  g_return_if_fail (RL_IS_BROWSER_ITEM (self));

  current = !!current;
  if (self->current == current)
    return;

  self->current = current;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_browser_item_dup_title:
 * @self: an item
 *
 * Returns: (transfer full): a patient's name, a study's date, what a series is
 */
char *
rl_browser_item_dup_title (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), NULL);

  if (self->level == RL_BROWSER_PATIENT)
    return rl_format_person_name (is_filled (self->row->title) ? self->row->title : self->row->uid);
  if (self->level == RL_BROWSER_SERIES)
    return dup_series_title (self->row);

  return is_filled (self->row->date) ? rl_format_date (self->row->date) : g_strdup (_("No date"));
}

char *
rl_browser_item_dup_subtitle (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), NULL);

  if (self->level == RL_BROWSER_PATIENT)
    return dup_patient_subtitle (self->index, self->row);
  if (self->level == RL_BROWSER_SERIES)
    return dup_series_subtitle (self->row);

  return g_strdup (self->row->title != NULL ? self->row->title : "");
}

/**
 * rl_browser_item_set_context:
 * @self: an item
 * @context: (nullable): the titles that stand above it
 */
void
rl_browser_item_set_context (RlBrowserItem *self,
                             const char    *context)
{
  g_return_if_fail (RL_IS_BROWSER_ITEM (self));

  g_free (self->context);
  self->context = g_strdup (context);
}

/**
 * rl_browser_item_dup_context:
 * @self: an item
 *
 * Returns: (transfer full): its title and those above it
 */
char *
rl_browser_item_dup_context (RlBrowserItem *self)
{
  g_return_val_if_fail (RL_IS_BROWSER_ITEM (self), NULL);

  return g_strdup_printf ("%s %s", self->context != NULL ? self->context : "",
                          self->row->title != NULL ? self->row->title : "");
}

/**
 * rl_browser_item_dup_short_title:
 * @self: an item
 *
 * Returns: (transfer full): its title without what stands above it
 */
char *
rl_browser_item_dup_short_title (RlBrowserItem *self)
{
  g_autofree char *title = rl_browser_item_dup_title (self);

  return self->level == RL_BROWSER_SERIES ? shorten (self, title) : g_steal_pointer (&title);
}

/* Returns: (transfer full): its subtitle without what stands above it */
char *
rl_browser_item_dup_short_subtitle (RlBrowserItem *self)
{
  g_autofree char *subtitle = rl_browser_item_dup_subtitle (self);

  return self->level == RL_BROWSER_STUDY ? shorten (self, subtitle) : g_steal_pointer (&subtitle);
}
