/* rl-target-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-target-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "widgets/rl-swatch.h"
#include "queue/rl-question-form.h"

struct _RlTargetList
{
  GtkWidget    parent_instance;

  RlQueue     *queue;
  RlSession   *session;
  GtkListBox  *rows;
  char        *chosen;        /* the name of what is drawn next, as the user said */
  guint        n_chosen;      /* how many there were of it then */
  char        *next;          /* the name of what is drawn next */
  gboolean     is_updating;
};

G_DEFINE_FINAL_TYPE (RlTargetList, rl_target_list, GTK_TYPE_WIDGET)

/**
 * rl_queue_is_case_of:
 * @queue: a queue
 * @session: a session
 *
 * Returns: whether the session shows the case that is open in the queue
 */
gboolean
rl_queue_is_case_of (RlQueue   *queue,
                     RlSession *session)
{
  const RimCase *kase = rl_queue_get_case (queue);
  RimVolume *base = rl_session_get_base (session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  return kase != NULL && source != NULL && g_strcmp0 (source->study_uid, kase->study_uid) == 0;
}

static const RimProtocol *
get_protocol (RlTargetList *self)
{
  return rim_worklist_get_protocol (rl_queue_get_worklist (self->queue));
}

/* Rows */

static char *
describe_count (const RimTarget *target,
                guint            n)
{
  if (n < target->min)
    return g_strdup_printf (_("%u of at least %u"), n, target->min);
  if (n > target->max)
    return g_strdup_printf (_("%u of at most %u"), n, target->max);
  if (n == 0)
    return g_strdup (_("if there is one"));

  return g_strdup_printf (_("%u drawn"), n);
}

/* How many, where in the body and what it counts as. */
static char *
describe (const RimTarget *target,
          guint            n)
{
  g_autofree char *count = describe_count (target, n);
  g_autoptr(GString) text = g_string_new (count);

  if (target->site.meaning != NULL)
    g_string_append_printf (text, " · %s", target->site.meaning);
  if (rim_target_get_kind (target) != RIM_REVIEW_KIND_NONE)
    g_string_append_printf (text, " · %s", _(rim_review_kind_get_name (rim_target_get_kind (target))));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_row (RlTargetList    *self,
         const RimTarget *target,
         guint            index,
         guint            n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *swatch = rl_swatch_new ();
  g_autofree char *detail = describe (target, n);
  GtkWidget *below = new_label (detail, "caption");

  rl_swatch_set (RL_SWATCH (swatch), target->color, index + 1, n >= target->min && n > 0);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (below, n < target->min || n > target->max ? "warning" : "dim-label");
  gtk_box_append (GTK_BOX (texts), new_label (target->name, NULL));
  gtk_box_append (GTK_BOX (texts), below);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _("Draw this next (F7 for the first that is missing)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, target->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  g_object_set_data_full (G_OBJECT (row), "target", g_strdup (target->name), g_free);
  gtk_list_box_append (self->rows, row);
  if (g_strcmp0 (self->next, target->name) == 0)
    gtk_list_box_select_row (self->rows, GTK_LIST_BOX_ROW (row));
}

static void
remove_rows (RlTargetList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
}

/* What comes next */

static guint
count (RlTargetList *self,
       GPtrArray    *lesions,
       const char   *name)
{
  g_autoptr(GArray) counts = rim_protocol_count_targets (get_protocol (self), lesions);
  guint index = 0;

  return rim_protocol_find_target (get_protocol (self), name, &index) != NULL ? g_array_index (counts, guint, index) : 0;
}

/* What the user chose counts until it is drawn. */
static const RimTarget *
choose_next (RlTargetList *self,
             GPtrArray    *lesions)
{
  if (self->chosen != NULL && count (self, lesions, self->chosen) != self->n_chosen)
    g_clear_pointer (&self->chosen, g_free);

  return self->chosen != NULL ? rim_protocol_find_target (get_protocol (self), self->chosen, NULL)
                              : rim_protocol_find_next_target (get_protocol (self), lesions);
}

static void
set_next (RlTargetList    *self,
          const RimTarget *target)
{
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;

  g_free (self->next);
  self->next = target != NULL ? g_strdup (target->name) : NULL;
  if (target != NULL)
    {
      mask = rim_mask_new (rim_volume_get_grid (rl_session_get_base (self->session)));
      lesion = rim_target_new_lesion (target, mask);
    }
  rl_session_set_next_lesion (self->session, lesion);
}

static void
forget (RlTargetList *self)
{
  remove_rows (self);
  g_clear_pointer (&self->chosen, g_free);
  if (self->next != NULL)
    set_next (self, NULL);
}

static void
update (RlTargetList *self)
{
  const gboolean has_case = rl_queue_is_case_of (self->queue, self->session) && get_protocol (self)->targets->len > 0;
  g_autoptr(GPtrArray) lesions = NULL;
  g_autoptr(GArray) counts = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), has_case);
  if (!has_case)
    {
      forget (self);
      return;
    }

  lesions = rl_session_list_lesions (self->session);
  set_next (self, choose_next (self, lesions));
  counts = rim_protocol_count_targets (get_protocol (self), lesions);
  self->is_updating = TRUE;
  remove_rows (self);
  for (guint i = 0; i < counts->len; i++)
    add_row (self, get_protocol (self)->targets->pdata[i], i, g_array_index (counts, guint, i));
  self->is_updating = FALSE;
}

/* Strokes in progress change no number. Who draws has begun the case. */
static void
lesions_changed_cb (RlTargetList *self,
                    RimEdit      *edit)
{
  if (rl_session_get_pending (self->session) == NULL)
    update (self);
  if (edit != NULL && rl_queue_is_case_of (self->queue, self->session) &&
      rl_queue_get_case (self->queue)->state == RIM_CASE_NOT_STARTED)
    rl_queue_begin (self->queue);
}

static void
activated_cb (RlTargetList  *self,
              GtkListBoxRow *row)
{
  if (!self->is_updating)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.queue-draw", "s",
                                (const char *) g_object_get_data (G_OBJECT (row), "target"));
}

static void
rl_target_list_dispose (GObject *object)
{
  RlTargetList *self = RL_TARGET_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_object (&self->queue);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_target_list_parent_class)->dispose (object);
}

static void
rl_target_list_class_init (RlTargetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_target_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "targetlist");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_target_list_init (RlTargetList *self)
{
  GtkWidget *heading = new_label (_("To Draw"), "heading");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_margin_start (heading, 12);
  gtk_widget_set_margin_top (heading, 6);
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _("To draw"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("To draw"), -1);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->rows), GTK_WIDGET (self));
}

GtkWidget *
rl_target_list_new (RlQueue   *queue,
                    RlSession *session)
{
  RlTargetList *self = g_object_new (RL_TYPE_TARGET_LIST, NULL);

  self->queue = g_object_ref (queue);
  self->session = g_object_ref (session);
  g_signal_connect_object (queue, "case-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * rl_target_list_draw:
 * @self: a list
 * @name: what is to be drawn; empty for what comes next
 *
 * The next stroke begins a new lesion of that name.
 *
 * Returns: (nullable): what is drawn now; %NULL where there is nothing to draw
 */
const char *
rl_target_list_draw (RlTargetList *self,
                     const char   *name)
{
  g_autoptr(GPtrArray) lesions = NULL;

  g_return_val_if_fail (RL_IS_TARGET_LIST (self), NULL);

  if (!rl_queue_is_case_of (self->queue, self->session))
    return NULL;

  lesions = rl_session_list_lesions (self->session);
  g_clear_pointer (&self->chosen, g_free);
  if (*name != '\0' && rim_protocol_find_target (get_protocol (self), name, NULL) != NULL)
    {
      self->chosen = g_strdup (name);
      self->n_chosen = count (self, lesions, name);
    }
  rl_session_set_active_lesion (self->session, NULL);
  update (self);

  return self->next;
}

/* Returns: (nullable): what a new lesion is called, without a number */
const char *
rl_target_list_get_next (RlTargetList *self)
{
  g_return_val_if_fail (RL_IS_TARGET_LIST (self), NULL);

  return self->next;
}
