/* rl-queue-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "queue/rl-queue-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"

struct _RlQueuePane
{
  GtkWidget           parent_instance;

  RlQueue            *queue;
  GtkStringList      *indices;         /* of the cases that are listed */
  GtkSingleSelection *selection;
  gboolean            is_updating;

  GtkLabel           *title;
  GtkLabel           *progress;
  GtkProgressBar     *bar;
  GtkDropDown        *states;
  GtkSearchEntry     *search;
  GtkStack           *stack;
  GtkListView        *list;
  GtkWidget          *head;            /* these two are of use with a protocol only */
  GtkWidget          *foot;
};

/* What the filter offers. */
static const struct
{
  const char *title;
  guint       states;
} filters[] = {
  { N_("All cases"), 0 },
  { N_("To do"), 1u << RIM_CASE_NOT_STARTED | 1u << RIM_CASE_IN_PROGRESS },
  { N_("Done"), 1u << RIM_CASE_DONE },
  { N_("Skipped"), 1u << RIM_CASE_SKIPPED },
  { N_("Rejected"), 1u << RIM_CASE_REJECTED },
};

G_DEFINE_FINAL_TYPE (RlQueuePane, rl_queue_pane, GTK_TYPE_WIDGET)

const char *
rl_case_state_get_title (RimCaseState state)
{
  switch (state)
    {
    case RIM_CASE_IN_PROGRESS:
      return _("In progress");
    case RIM_CASE_DONE:
      return _("Done");
    case RIM_CASE_SKIPPED:
      return _("Skipped");
    case RIM_CASE_REJECTED:
      return _("Rejected");
    case RIM_CASE_NOT_STARTED:
    case RIM_N_CASE_STATES:
    default:
      return _("Not started");
    }
}

/**
 * rl_format_duration:
 * @duration: in µs
 *
 * Returns: (transfer full): minutes and seconds
 */
char *
rl_format_duration (gint64 duration)
{
  const gint64 seconds = duration / G_USEC_PER_SEC;

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 60, (int) (seconds % 60));
}

/* Rows */

static void
setup_row_cb (RlQueuePane *self,
              GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static char *
describe (const RimCase *kase)
{
  g_autofree char *date = rl_format_date (kase->date);
  g_autoptr(GString) text = g_string_new (rl_case_state_get_title (kase->state));

  if (kase->reason != NULL)
    g_string_append_printf (text, ": %s", kase->reason);
  if (date != NULL && *date != '\0')
    g_string_append_printf (text, " · %s", date);
  if (kase->role == RIM_CASE_ROLE_SECOND)
    g_string_append_printf (text, " · %s", _("second read"));
  if (kase->active >= G_USEC_PER_SEC)
    {
      g_autofree char *time = rl_format_duration (kase->active);

      g_string_append_printf (text, " · %s", time);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
bind_row_cb (RlQueuePane *self,
             GtkListItem *item)
{
  const char *index = gtk_string_object_get_string (gtk_list_item_get_item (item));
  const RimCase *kase = rim_worklist_get_case (rl_queue_get_worklist (self->queue), (guint) atoi (index));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *shown = rl_format_person_name (kase->name != NULL && *kase->name != '\0' ? kase->name
                                                                                            : kase->patient);
  g_autofree char *detail = describe (kase);

  gtk_label_set_text (GTK_LABEL (name), shown);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), detail);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), detail);
}

/* What is shown */

static guint
count_finished (RimWorklist *worklist)
{
  return rim_worklist_count (worklist, RIM_CASE_DONE) + rim_worklist_count (worklist, RIM_CASE_SKIPPED) +
         rim_worklist_count (worklist, RIM_CASE_REJECTED);
}

static void
update_progress (RlQueuePane *self,
                 RimWorklist *worklist)
{
  const guint n = rim_worklist_get_n_cases (worklist);
  const guint done = count_finished (worklist);
  g_autofree char *text = g_strdup_printf (_("%u of %u cases finished"), done, n);

  gtk_label_set_text (self->title, rim_worklist_get_protocol (worklist)->title);
  gtk_label_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->bar, n > 0 ? (double) done / n : 0.0);
}

/* Rows are made anew: their cases are no longer there after a refresh. */
static void
update_list (RlQueuePane *self,
             RimWorklist *worklist)
{
  g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func (g_free);
  const int open = rl_queue_get_index (self->queue);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < rim_worklist_get_n_cases (worklist); i++)
    if (rim_case_matches (rim_worklist_get_case (worklist, i), rl_queue_get_filter (self->queue)))
      {
        if ((int) i == open)
          position = listed->len;
        g_ptr_array_add (listed, g_strdup_printf ("%u", i));
      }
  g_ptr_array_add (listed, NULL);

  self->is_updating = TRUE;
  gtk_string_list_splice (self->indices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->indices)),
                          (const char *const *) listed->pdata);
  gtk_single_selection_set_selected (self->selection, position);
  self->is_updating = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  gtk_stack_set_visible_child_name (self->stack, listed->len > 1 ? "list" : "nothing");
}

static void
changed_cb (RlQueuePane *self)
{
  RimWorklist *worklist = rl_queue_get_worklist (self->queue);

  gtk_widget_set_visible (self->head, worklist != NULL);
  gtk_widget_set_visible (self->foot, worklist != NULL);
  if (worklist == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  update_progress (self, worklist);
  update_list (self, worklist);
}

/* What the user does */

static void
activate_cb (RlQueuePane *self,
             guint        position)
{
  const char *index = gtk_string_list_get_string (self->indices, position);

  if (index != NULL && !self->is_updating)
    rl_queue_select (self->queue, atoi (index));
}

static void
filter_cb (RlQueuePane *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->states);

  if (chosen < G_N_ELEMENTS (filters))
    rl_queue_set_filter (self->queue, filters[chosen].states,
                         gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Making it */

static void
set_label (GtkWidget  *widget,
           const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  rl_accessible_drop_mnemonic (button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Protocol"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("A protocol says what to draw and what to answer in many cases."));
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_button (_("_Open Protocol…"), "win.open-protocol"));
  gtk_box_append (GTK_BOX (box), new_button (_("Lung _Nodules"), "win.use-protocol('lung-nodule')"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);

  return page;
}

static GtkWidget *
new_nothing_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Cases"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _("No study fits the protocol and the filter."));
  gtk_widget_add_css_class (page, "compact");

  return page;
}

static GtkWidget *
new_header (RlQueuePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *titles[G_N_ELEMENTS (filters) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    titles[i] = _(filters[i].title);

  self->title = GTK_LABEL (gtk_label_new (_("Queue")));
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->progress = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->progress, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "numeric");
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  set_label (GTK_WIDGET (self->bar), _("Cases finished"));
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  set_label (GTK_WIDGET (self->search), _("Find a case"));
  self->states = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (titles));
  set_label (GTK_WIDGET (self->states), _("Which cases"));

  gtk_box_append (GTK_BOX (buttons), new_button (_("_Patients"), "win.show-queue"));
  gtk_box_append (GTK_BOX (buttons), new_button (_("P_rotocol…"), "win.open-protocol"));
  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->states));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);

  return box;
}

static GtkWidget *
new_footer (void)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *done = new_button (_("_Done"), "win.queue-done");

  gtk_widget_add_css_class (done, "suggested-action");
  gtk_widget_set_tooltip_text (done, _("Store the case and go on (Ctrl+Enter)"));
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("Pre_vious"), "win.queue-step(-1)"), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("_Next"), "win.queue-step(1)"), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("_Skip…"), "win.queue-skip('skipped')"), 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("Re_ject…"), "win.queue-skip('rejected')"), 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), done, 0, 2, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("_Export…"), "win.export-training"), 0, 3, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_button (_("_Agreement…"), "win.show-agreement"), 1, 3, 1, 1);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 6);
  gtk_widget_set_margin_start (grid, 6);
  gtk_widget_set_margin_end (grid, 6);

  return grid;
}

static GtkWidget *
new_list (RlQueuePane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  self->indices = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->indices));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  set_label (GTK_WIDGET (self->list), _("Cases"));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));

  return scrolled;
}

static void
rl_queue_pane_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&RL_QUEUE_PANE (object)->queue);

  G_OBJECT_CLASS (rl_queue_pane_parent_class)->dispose (object);
}

static void
rl_queue_pane_class_init (RlQueuePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_queue_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "queuepane");
}

static void
rl_queue_pane_init (RlQueuePane *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (new_header (self), GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, new_empty_page (), "empty");
  gtk_stack_add_named (self->stack, new_nothing_page (), "nothing");
  gtk_stack_add_named (self->stack, new_list (self), "list");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->foot = new_footer ();
  gtk_widget_set_parent (self->foot, GTK_WIDGET (self));
  g_signal_connect_object (self->states, "notify::selected", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_queue_pane_new (RlQueue *queue)
{
  RlQueuePane *self = g_object_new (RL_TYPE_QUEUE_PANE, NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);

  return GTK_WIDGET (self);
}
