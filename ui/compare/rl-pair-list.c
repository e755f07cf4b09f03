/* rl-pair-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-pair-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"
#include "core/rl-lesion-center.h"

struct _RlPairList
{
  GtkWidget   parent_instance;

  RlSession  *session;
  RlComparer *comparer;
  GtkListBox *list;
  GPtrArray  *labels;            /* of GtkLabel, borrowed: name and values of each row by turns */
};

G_DEFINE_FINAL_TYPE (RlPairList, rl_pair_list, GTK_TYPE_WIDGET)

static char *
dup_name (const RlLesionPair *pair)
{
  const RimLesion *one = pair->a != NULL ? pair->a : pair->b;

  if (pair->a == NULL || pair->b == NULL || g_strcmp0 (pair->a->name, pair->b->name) == 0)
    return g_strdup (one->name);

  return g_strdup_printf ("%s · %s", pair->a->name, pair->b->name);
}

static char *
dup_values (const RlLesionPair *pair)
{
  g_autofree char *dice = NULL;
  g_autofree char *distance = NULL;
  g_autofree char *volume = NULL;
  double difference;

  if (pair->b == NULL)
    return g_strdup (_("Only in A"));
  if (pair->a == NULL)
    return g_strdup (_("Only in B"));
  if (pair->found == NULL)
    return g_strdup (pair->why_not);

  difference = pair->found->found.volume_difference_ml;
  dice = rl_format_number (pair->found->found.dice, 3);
  distance = rl_format_number (pair->found->found.surface.hausdorff_95, 1);
  volume = rl_format_number (difference, 2);

  /* Translators: the Dice coefficient, the Hausdorff distance of 95 % and the
   * difference of volumes, with its sign.
   */
  return g_strdup_printf (_("Dice %s · HD95 %s mm · %s%s ml"), dice, distance,
                          difference > 0.0 ? "+" : "", volume);
}

static GtkLabel *
add_label (RlPairList *self,
           GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  g_ptr_array_add (self->labels, label);

  return GTK_LABEL (label);
}

static void
add_row (RlPairList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (self, box, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (add_label (self, box, "dim-label")), "numeric");
  gtk_list_box_append (self->list, box);
}

/* Rows stay where they are while a lesion is drawn. */
static void
set_n_rows (RlPairList *self,
            guint       n)
{
  while (2 * n > self->labels->len)
    add_row (self);
  while (2 * n < self->labels->len)
    {
      g_ptr_array_set_size (self->labels, (int) self->labels->len - 2);
      gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list,
                                                                                  (int) self->labels->len / 2)));
    }
}

static void
update_row (RlPairList         *self,
            guint               index,
            const RlLesionPair *pair)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);
  g_autofree char *name = dup_name (pair);
  g_autofree char *values = dup_values (pair);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, values);

  gtk_label_set_label (g_ptr_array_index (self->labels, 2 * index), name);
  gtk_label_set_label (g_ptr_array_index (self->labels, 2 * index + 1), values);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (RlPairList *self)
{
  GPtrArray *pairs = rl_comparer_get_pairs (self->comparer);
  RlLesionPair *active = rl_comparer_get_active (self->comparer);

  set_n_rows (self, pairs != NULL ? pairs->len : 0);
  gtk_widget_set_visible (GTK_WIDGET (self), pairs != NULL && pairs->len > 0);
  gtk_list_box_unselect_all (self->list);
  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      RlLesionPair *pair = g_ptr_array_index (pairs, i);

      update_row (self, i, pair);
      if (pair == active)
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
    }
}

static void
activated_cb (RlPairList    *self,
              GtkListBoxRow *row)
{
  rl_pair_list_choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
rl_pair_list_dispose (GObject *object)
{
  RlPairList *self = RL_PAIR_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->comparer);
  g_clear_object (&self->session);
  g_clear_pointer (&self->labels, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_pair_list_parent_class)->dispose (object);
}

static void
rl_pair_list_class_init (RlPairListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_pair_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rl_pair_list_init (RlPairList *self)
{
  self->labels = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Lesions of both sides"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rl_pair_list_new (RlSession  *session,
                  RlComparer *comparer)
{
  RlPairList *self = g_object_new (RL_TYPE_PAIR_LIST, NULL);

  self->session = g_object_ref (session);
  self->comparer = g_object_ref (comparer);
  g_signal_connect_object (comparer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: how many lesions both sides have */
guint
rl_pair_list_get_n (RlPairList *self)
{
  g_return_val_if_fail (RL_IS_PAIR_LIST (self), 0);

  return self->labels->len / 2;
}

/* Returns: what is shown of a lesion */
const char *
rl_pair_list_get_text (RlPairList *self,
                       guint       index)
{
  g_return_val_if_fail (RL_IS_PAIR_LIST (self), NULL);
  g_return_val_if_fail (2 * index + 1 < self->labels->len, NULL);

  return gtk_label_get_label (g_ptr_array_index (self->labels, 2 * index + 1));
}

/**
 * rl_pair_list_choose:
 * @self: a list
 * @index: which lesion
 *
 * Goes to it, and makes it the active one if it is among those that are shown.
 */
void
rl_pair_list_choose (RlPairList *self,
                     guint       index)
{
  GPtrArray *pairs;
  RlLesionPair *pair;
  RimVec3 center;

  g_return_if_fail (RL_IS_PAIR_LIST (self));

  pairs = rl_comparer_get_pairs (self->comparer);
  if (pairs == NULL || index >= pairs->len)
    return;

  pair = rl_lesion_pair_ref (g_ptr_array_index (pairs, index));
  if (pair->a != NULL)
    rl_session_set_active_lesion (self->session, pair->a->id);
  if (rl_lesion_find_center (pair->a != NULL ? pair->a : pair->b, &center))
    rl_session_set_cursor (self->session, center);
  rl_lesion_pair_unref (pair);
}
