/* rl-compare-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-compare-pane-private.h"

#include <glib/gi18n-lib.h>

#include "compare/rl-difference-swatch.h"
#include "core/rl-accessible.h"
#include "widgets/rl-title-factory.h"

#define MAX_TOLERANCE_MM 20.0
#define TOLERANCE_STEP   0.5
#define LIST_CHARS       12
#define NUMBER_CHARS     4

G_DEFINE_FINAL_TYPE (RlComparePane, rl_compare_pane, GTK_TYPE_WIDGET)

static void
update (RlComparePane *self)
{
  RlLesionPair *pair = rl_comparer_get_active (self->comparer);
  const char *why_nothing = rl_comparer_get_why_nothing (self->comparer);
  GPtrArray *pairs = rl_comparer_get_pairs (self->comparer);

  rl_comparison_table_set (self->table, pair != NULL && pair->found != NULL ? &pair->found->found : NULL,
                           why_nothing);
  gtk_label_set_text (self->message, why_nothing != NULL ? why_nothing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), why_nothing != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.export", pairs != NULL && pairs->len > 0);
}

static void
update_lesion (RlComparePane *self)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;

  gtk_label_set_text (self->lesion, lesion != NULL ? lesion->name : _("No lesion is selected"));
  update (self);
}

/* What was chosen stays so where the list is made anew. */
static void
follow_sources (RlComparePane *self)
{
  gtk_drop_down_set_selected (self->choice,
                              rl_sources_find (RL_SOURCES (self->sources),
                                               rl_comparer_get_source (self->comparer)));
}

/* The focus goes to the button inside of the list, which GTK gives no name. */
static void
name_choice (RlComparePane *self)
{
  RlCompareSource *source = gtk_drop_down_get_selected_item (self->choice);
  const char *title = source != NULL ? rl_source_get_title (RL_SOURCE (source)) : "";
  g_autofree char *label = g_strdup_printf (_("Compare with: %s"), title);

  rl_accessible_name_button (GTK_WIDGET (self->choice), NULL, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->choice), title);
}

static void
chosen_cb (RlComparePane *self)
{
  RlCompareSource *source = gtk_drop_down_get_selected_item (self->choice);

  if (source == NULL || rl_sources_is_updating (RL_SOURCES (self->sources)))
    return;

  name_choice (self);
  rl_comparer_set_source (self->comparer, rl_source_get_id (RL_SOURCE (source)));
}

static void
tolerance_cb (RlComparePane *self)
{
  rl_comparer_set_tolerance (self->comparer, gtk_spin_button_get_value (self->tolerance));
}

static void
rl_compare_pane_dispose (GObject *object)
{
  RlComparePane *self = RL_COMPARE_PANE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->comparer);
  g_clear_object (&self->sources);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_compare_pane_parent_class)->dispose (object);
}

static void
rl_compare_pane_class_init (RlComparePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_compare_pane_dispose;

  g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  rl_compare_pane_class_install_export (widget_class);
}

static void
rl_compare_pane_init (RlComparePane *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

static void
add_button (GtkWidget  *box,
            GtkWidget  *button,
            const char *name,
            const char *action)
{
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_header (RlComparePane *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *heading = gtk_label_new (_("Compare"));
  GtkWidget *show = gtk_toggle_button_new ();

  gtk_widget_add_css_class (header, "pane-header");
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (header), heading);

  gtk_button_set_icon_name (GTK_BUTTON (show), "view-reveal-symbolic");
  add_button (header, show, _("Show the difference (Shift+D)"), "session.show-difference");
  add_button (header, gtk_button_new_from_icon_name ("document-save-symbolic"),
              _("Export the comparison"), "compare.export");
  gtk_widget_set_parent (header, GTK_WIDGET (self));
}

static const char *
get_title (gpointer item)
{
  return rl_source_get_title (item);
}

static void
set_up_choice (RlComparePane *self)
{
  g_autoptr(GtkListItemFactory) factory = rl_title_factory_new (get_title, LIST_CHARS);

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_factory (self->choice, factory);
  gtk_drop_down_set_model (self->choice, rl_sources_get_list (RL_SOURCES (self->sources)));
  gtk_widget_set_hexpand (GTK_WIDGET (self->choice), TRUE);
}

static GtkWidget *
attach (GtkGrid    *grid,
        int         row,
        const char *title,
        GtkWidget  *widget)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);

  return label;
}

static void
add_sides (RlComparePane *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *label;

  gtk_widget_add_css_class (grid, "compare-sides");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);

  self->lesion = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->lesion, 0);
  gtk_label_set_ellipsize (self->lesion, PANGO_ELLIPSIZE_END);
  attach (GTK_GRID (grid), 0, _("A"), GTK_WIDGET (self->lesion));

  set_up_choice (self);
  attach (GTK_GRID (grid), 1, _("B"), GTK_WIDGET (self->choice));

  self->tolerance = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0.0, MAX_TOLERANCE_MM, TOLERANCE_STEP));
  gtk_spin_button_set_digits (self->tolerance, 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->tolerance), NUMBER_CHARS);
  gtk_spin_button_set_value (self->tolerance, RL_DEFAULT_TOLERANCE_MM);
  label = attach (GTK_GRID (grid), 2, _("Tolerance, mm"), GTK_WIDGET (self->tolerance));
  gtk_widget_set_tooltip_text (label, _("Distance that does not count for the surface Dice"));

  gtk_widget_set_parent (grid, GTK_WIDGET (self));
}

static void
add_key (GtkWidget     *box,
         RimDifference  difference,
         const char    *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_box_append (GTK_BOX (box), rl_difference_swatch_new (difference));
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_end (label, 6);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_legend (RlComparePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (box, "compare-sides");
  add_key (box, RIM_DIFFERENCE_ONLY_A, _("Only A"));
  add_key (box, RIM_DIFFERENCE_ONLY_B, _("Only B"));
  add_key (box, RIM_DIFFERENCE_BOTH, _("Outline of B"));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static void
add_message (RlComparePane *self,
             GtkWidget     *box)
{
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "compare-sides");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
}

static void
add_results (RlComparePane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->table = RL_COMPARISON_TABLE (rl_comparison_table_new ());
  self->list = RL_PAIR_LIST (rl_pair_list_new (self->session, self->comparer));
  self->consensus = RL_CONSENSUS_BOX (rl_consensus_box_new (self->jobs, self->session, self->sources,
                                                            self->comparer));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "measures-box");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  add_message (self, box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->consensus));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

static void
follow (RlComparePane *self)
{
  g_signal_connect_object (self->session, "notify::active-lesion", G_CALLBACK (update_lesion), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "lesions-changed", G_CALLBACK (update_lesion), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "changed", G_CALLBACK (follow_sources), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "notify::selected-item", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tolerance, "value-changed", G_CALLBACK (tolerance_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rl_compare_pane_new (RlJobs    *jobs,
                     RlSession *session)
{
  RlComparePane *self = g_object_new (RL_TYPE_COMPARE_PANE, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->sources = rl_compare_sources_new (jobs, session);
  self->comparer = rl_comparer_new (jobs, session, self->sources);
  add_header (self);
  add_sides (self);
  add_legend (self);
  add_results (self);
  follow (self);
  name_choice (self);
  update_lesion (self);

  return GTK_WIDGET (self);
}

/**
 * rl_compare_pane_set_library:
 * @self: a pane
 * @library: (nullable): where other readers' contours are
 */
void
rl_compare_pane_set_library (RlComparePane *self,
                             RimLibrary    *library)
{
  g_return_if_fail (RL_IS_COMPARE_PANE (self));

  rl_sources_set_library (RL_SOURCES (self->sources), library);
}

RlComparer *
rl_compare_pane_get_comparer (RlComparePane *self)
{
  return self->comparer;
}

RlCompareSources *
rl_compare_pane_get_sources (RlComparePane *self)
{
  return self->sources;
}

RlComparisonTable *
rl_compare_pane_get_table (RlComparePane *self)
{
  return self->table;
}

RlPairList *
rl_compare_pane_get_list (RlComparePane *self)
{
  return self->list;
}

RlConsensusBox *
rl_compare_pane_get_consensus (RlComparePane *self)
{
  return self->consensus;
}

GtkDropDown *
rl_compare_pane_get_choice (RlComparePane *self)
{
  return self->choice;
}
