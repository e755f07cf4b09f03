/* rl-lesion-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-pane.h"

#include <glib/gi18n-lib.h>

#include "lesions/rl-lesion-model.h"
#include "lesions/rl-lesion-row.h"
#include "lesions/rl-lesion-tree.h"
#include "lesions/rl-measures-panel.h"
#include "lesions/rl-operation-panel.h"
#include "lesions/rl-time-row.h"
#include "lesions/rl-threshold-panel.h"
#include "segment/rim-lesion-review.h"

struct _RlLesionPane
{
  GtkWidget           parent_instance;

  RlSession          *session;
  RlLesionModel      *model;
  RlLesionTimes      *times;
  GListModel         *tree;
  GtkSingleSelection *selection;
  gboolean            is_following;     /* the selection follows the session */

  GtkWidget          *more;             /* what others add below the list */

  GtkWidget          *header;
  GtkWidget          *footer;
  GtkLabel           *heading;
  GtkWidget          *origin;
  GtkLabel           *drawn_on;
  GtkButton          *other;
  GtkStack           *pages;
  GtkLabel           *placeholder;
  GtkListView        *list;
  GtkButton          *link_all;
  RlOperationPanel   *operation;
  RlThresholdPanel   *threshold;
  RlMeasuresPanel    *measures;
  GtkLabel           *suv_warnings;
};

enum
{
  MESSAGE,
  REMOVED,
  OPEN_TIME,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlLesionPane, rl_lesion_pane, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Returns: (nullable): the lesion that is selected */
static RlLesionItem *
dup_selected (RlLesionPane *self)
{
  return rl_lesion_tree_dup_item (self->tree, gtk_single_selection_get_selected (self->selection));
}

static void
follow_active (RlLesionPane *self)
{
  const char *id = rl_session_get_active_lesion (self->session);

  self->is_following = TRUE;
  gtk_single_selection_set_selected (self->selection, rl_lesion_tree_find (self->tree, id));
  self->is_following = FALSE;
}

static void
selected_cb (RlLesionPane *self)
{
  g_autoptr(RlLesionItem) item = dup_selected (self);

  if (!self->is_following && item != NULL)
    rl_session_set_active_lesion (self->session, rl_lesion_item_get_id (item));
}

static void
update_page (RlLesionPane *self)
{
  guint n = g_list_model_get_n_items (rl_lesion_model_get_list (self->model));
  guint n_rows = g_list_model_get_n_items (self->tree);
  gboolean is_open = rl_session_get_base (self->session) != NULL;
  g_autofree char *heading = n > 0 ? g_strdup_printf (_("Lesions (%u)"), n)
                                   : g_strdup (_("Lesions"));

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->placeholder,
                       is_open ? _("No lesion yet. Paint one with the brush (P) or add one with +")
                               : "");
  gtk_stack_set_visible_child_name (self->pages, n_rows > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lesions.add", is_open);
}

static void
images_changed_cb (RlLesionPane *self)
{
  RimVolume *ct = rl_session_get_volume (self->session, RL_LAYER_CT);
  RimVolume *pet = rl_session_get_volume (self->session, RL_LAYER_PET);

  rl_measures_panel_set_units (self->measures,
                               ct != NULL ? rim_volume_get_unit (ct) : RIM_UNIT_HU,
                               pet != NULL ? rim_volume_get_unit (pet) : RIM_UNIT_SUVBW,
                               pet != NULL && rim_volume_get_is_corrected (pet));
  rl_measures_panel_set_images (self->measures, ct != NULL, pet != NULL);
  gtk_widget_set_visible (self->origin, ct != NULL && pet != NULL);
  rl_lesion_pane_set_n_other (self, 0);
  update_page (self);
}

static void
items_changed_cb (RlLesionPane *self)
{
  update_page (self);
  follow_active (self);
}

/* Of this image the crosshair goes there, of another one that is opened. */
static void
open_time (RlLesionPane *self,
           RlTimeItem   *item)
{
  RimLesionTime *time = rl_time_item_get_time (item);
  guint position = rl_lesion_model_find (self->model, rl_time_item_get_lesion_id (item));
  g_autoptr(RlLesionItem) here = NULL;

  if (time == NULL)
    return;

  if (rl_time_item_get_kind (item) != RL_TIME_HERE)
    {
      g_signal_emit (self, signals[OPEN_TIME], 0, time->image->study_id, time->image->series_id,
                     time->lesion->id);
      return;
    }

  here = position != G_MAXUINT ? g_list_model_get_item (rl_lesion_model_get_list (self->model), position) : NULL;
  if (here != NULL)
    rl_lesion_item_jump (here);
}

static void
toggle (RlLesionPane *self,
        guint         position)
{
  if (!rl_lesion_tree_expand (self->tree, position, TRUE))
    rl_lesion_tree_expand (self->tree, position, FALSE);
}

static void
activate_cb (RlLesionPane *self,
             guint         position,
             GtkListView  *list)
{
  g_autoptr(RlLesionItem) item = rl_lesion_tree_dup_item (self->tree, position);
  g_autoptr(RlTimeItem) time = rl_lesion_tree_dup_time (self->tree, position);

  if (item != NULL)
    rl_lesion_item_jump (item);
  else if (time != NULL && rl_time_item_get_time (time) != NULL)
    open_time (self, time);
  else
    toggle (self, position);
}

static void
open_cb (RlLesionPane *self,
         RlTimeRow    *row)
{
  g_autoptr(RlTimeItem) item = g_object_ref (rl_time_row_get_item (row));

  open_time (self, item);
}

static void
link_cb (RlLesionPane *self,
         RlTimeRow    *row)
{
  g_autoptr(RlTimeItem) item = g_object_ref (rl_time_row_get_item (row));
  const char *id = rl_time_item_get_lesion_id (item);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  g_autoptr(GError) error = NULL;

  if (lesion != NULL && !rl_lesion_times_link (self->times, id, rl_time_item_get_time (item)) &&
      !rim_lesion_check_editable (lesion, &error))
    g_signal_emit (self, signals[MESSAGE], 0, error->message);
}

static void
remove_item (RlLesionPane *self,
             RlLesionItem *item)
{
  g_autoptr(RimLesion) lesion = rim_lesion_ref (rl_lesion_item_get_lesion (item));

  g_autoptr(GError) error = NULL;

  if (rl_lesion_item_remove (item))
    g_signal_emit (self, signals[REMOVED], 0, lesion);
  else if (!rim_lesion_check_editable (lesion, &error))
    g_signal_emit (self, signals[MESSAGE], 0, error->message);
}

static void
link_all_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlLesionPane *self = RL_LESION_PANE (widget);

  if (self->times != NULL && !rl_lesion_times_link_all (self->times))
    g_signal_emit (self, signals[MESSAGE], 0, _("Signed lesions were not linked"));
}

/* One is linked in its row. */
static void
times_changed_cb (RlLesionPane *self)
{
  guint n = rl_lesion_times_get_n_proposals (self->times);
  g_autofree char *label = g_strdup_printf (ngettext ("Link %u lesion to the earlier study",
                                                      "Link %u lesions to earlier studies", n), n);

  gtk_button_set_label (self->link_all, label);
  gtk_widget_set_visible (GTK_WIDGET (self->link_all), n > 1);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlLesionPane *self = RL_LESION_PANE (widget);
  guint position = rl_lesion_model_find (self->model, g_variant_get_string (param, NULL));
  g_autoptr(RlLesionItem) item = position != G_MAXUINT
                                 ? g_list_model_get_item (rl_lesion_model_get_list (self->model), position)
                                 : NULL;

  if (item != NULL)
    remove_item (self, item);
}

static void
delete_selected_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *param)
{
  RlLesionPane *self = RL_LESION_PANE (widget);
  g_autoptr(RlLesionItem) item = dup_selected (self);

  if (item != NULL)
    remove_item (self, item);
}

static GtkWidget *
find_row (GtkWidget    *widget,
          RlLesionItem *item)
{
  if (RL_IS_LESION_ROW (widget))
    return rl_lesion_row_get_item (RL_LESION_ROW (widget)) == item ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (child, item);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* "lesions.rename" is "lesion.rename" of the selected row. */
static void
selected_row_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  RlLesionPane *self = RL_LESION_PANE (widget);
  g_autoptr(RlLesionItem) item = dup_selected (self);
  GtkWidget *row = item != NULL ? find_row (GTK_WIDGET (self->list), item) : NULL;
  g_autofree char *row_action = g_strconcat ("lesion", strchr (action_name, '.'), NULL);

  if (row != NULL)
    gtk_widget_activate_action (row, row_action, NULL);
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *param)
{
  rl_lesion_pane_add (RL_LESION_PANE (widget));
}

static void
copy_measures_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  g_autofree char *text = rl_measures_panel_dup_text (RL_LESION_PANE (widget)->measures);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* Of what kind a row is is known when it has an item. */
static void
bind_lesion (GtkListItem    *list_item,
             RlLesionItem   *item,
             GtkTreeListRow *tree_row)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (!RL_IS_LESION_ROW (row))
    {
      row = rl_lesion_row_new ();
      gtk_list_item_set_child (list_item, row);
    }
  gtk_list_item_set_selectable (list_item, TRUE);
  rl_lesion_row_set_item (RL_LESION_ROW (row), item);
  rl_lesion_row_set_tree_row (RL_LESION_ROW (row), tree_row);
}

static void
bind_time (RlLesionPane   *self,
           GtkListItem    *list_item,
           RlTimeItem     *item,
           GtkTreeListRow *tree_row)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (!RL_IS_TIME_ROW (row))
    {
      row = rl_time_row_new ();
      g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
      gtk_list_item_set_child (list_item, row);
    }
  gtk_list_item_set_selectable (list_item, FALSE);
  rl_time_row_set_item (RL_TIME_ROW (row), item, tree_row);
}

static void
bind_cb (RlLesionPane             *self,
         GtkListItem              *list_item,
         GtkSignalListItemFactory *factory)
{
  GtkTreeListRow *tree_row = gtk_list_item_get_item (list_item);
  g_autoptr(GObject) item = gtk_tree_list_row_get_item (tree_row);

  if (RL_IS_LESION_ITEM (item))
    bind_lesion (list_item, RL_LESION_ITEM (item), tree_row);
  else
    bind_time (self, list_item, RL_TIME_ITEM (item), tree_row);
}

static void
unbind_cb (RlLesionPane             *self,
           GtkListItem              *list_item,
           GtkSignalListItemFactory *factory)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (RL_IS_LESION_ROW (row))
    {
      rl_lesion_row_set_tree_row (RL_LESION_ROW (row), NULL);
      rl_lesion_row_set_item (RL_LESION_ROW (row), NULL);
    }
  else if (RL_IS_TIME_ROW (row))
    {
      rl_time_row_set_item (RL_TIME_ROW (row), NULL, NULL);
    }
}

/* Right and Left show the times of the lesion that is selected, or hide them, but not
 * while a name is typed.
 */
static gboolean
expand_cb (GtkWidget *widget,
           GVariant  *expand,
           gpointer   data)
{
  RlLesionPane *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || GTK_IS_EDITABLE (focus))
    return FALSE;

  return rl_lesion_tree_expand (self->tree, gtk_single_selection_get_selected (self->selection),
                                g_variant_get_boolean (expand));
}

static void
add_expand_key (RlLesionPane          *self,
                GtkShortcutController *controller,
                guint                  key,
                gboolean               expand)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                                            gtk_callback_action_new (expand_cb, self, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (expand));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/* Before the list takes arrows for itself. */
static void
set_up_keys (RlLesionPane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_expand_key (self, GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_Right, TRUE);
  add_expand_key (self, GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_Left, FALSE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
}

static void
rl_lesion_pane_dispose (GObject *object)
{
  RlLesionPane *self = RL_LESION_PANE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->times);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_LESION_PANE);

  G_OBJECT_CLASS (rl_lesion_pane_parent_class)->dispose (object);
}

static void
rl_lesion_pane_class_init (RlLesionPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_lesion_pane_dispose;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, RIM_TYPE_LESION);
  signals[OPEN_TIME] = g_signal_new ("open-time", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64,
                                     G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-lesion-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, header);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, footer);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, heading);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, origin);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, drawn_on);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, other);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, pages);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, placeholder);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, list);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, link_all);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, operation);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, threshold);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, measures);
  gtk_widget_class_bind_template_child (widget_class, RlLesionPane, suv_warnings);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  gtk_widget_class_install_action (widget_class, "lesions.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "lesions.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "lesions.delete-selected", NULL,
                                   delete_selected_action);
  gtk_widget_class_install_action (widget_class, "lesions.rename", NULL, selected_row_action);
  gtk_widget_class_install_action (widget_class, "lesions.link-all", NULL, link_all_action);
  gtk_widget_class_install_action (widget_class, "lesions.toggle-locked", NULL,
                                   selected_row_action);
  gtk_widget_class_install_action (widget_class, "lesions.toggle-visible", NULL,
                                   selected_row_action);
  gtk_widget_class_install_action (widget_class, "lesions.copy-measures", NULL,
                                   copy_measures_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "lesions.delete-selected",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "lesions.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "lesions.toggle-locked", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, 0, "lesions.toggle-visible", NULL);

  g_type_ensure (RL_TYPE_MEASURES_PANEL);
  g_type_ensure (RL_TYPE_OPERATION_PANEL);
  g_type_ensure (RL_TYPE_THRESHOLD_PANEL);
}

static void
rl_lesion_pane_init (RlLesionPane *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  set_up_keys (self);
}

static void
set_up_list (RlLesionPane *self)
{
  self->tree = rl_lesion_tree_new (rl_lesion_model_get_list (self->model));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, self->tree);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->tree, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_lesion_pane_new (RlSession  *session,
                    RlMeasurer *measurer)
{
  RlLesionPane *self = g_object_new (RL_TYPE_LESION_PANE, NULL);

  self->session = g_object_ref (session);
  self->model = rl_lesion_model_new (session);
  set_up_list (self);
  rl_measures_panel_set_measurer (self->measures, measurer);
  rl_operation_panel_set_session (self->operation, session);
  rl_threshold_panel_set_session (self->threshold, session);

  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (follow_active), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self,
                           G_CONNECT_SWAPPED);
  images_changed_cb (self);
  follow_active (self);

  return GTK_WIDGET (self);
}

/**
 * rl_lesion_pane_add:
 * @self: a pane
 *
 * Adds an empty lesion and makes it the active one.
 */
void
rl_lesion_pane_add (RlLesionPane *self)
{
  g_autofree char *id = NULL;

  g_return_if_fail (RL_IS_LESION_PANE (self));

  id = rl_lesion_model_add (self->model);
  if (id != NULL)
    rl_session_set_active_lesion (self->session, id);
}

/**
 * rl_lesion_pane_set_times:
 * @self: a pane
 * @times: the lesions over time; once
 */
void
rl_lesion_pane_set_times (RlLesionPane  *self,
                          RlLesionTimes *times)
{
  g_return_if_fail (RL_IS_LESION_PANE (self));
  g_return_if_fail (self->times == NULL);

  self->times = g_object_ref (times);
  rl_lesion_model_set_times (self->model, times);
  rl_lesion_tree_add (self->tree, rl_lesion_times_get_elsewhere (times));
  g_signal_connect_object (times, "changed", G_CALLBACK (times_changed_cb), self, G_CONNECT_SWAPPED);
  times_changed_cb (self);
}

/* Returns: (transfer none): of #RlLesionItem */
GListModel *
rl_lesion_pane_get_list (RlLesionPane *self)
{
  g_return_val_if_fail (RL_IS_LESION_PANE (self), NULL);

  return rl_lesion_model_get_list (self->model);
}

/**
 * rl_lesion_pane_get_value:
 * @self: a pane
 * @id: a measure, as for rl_measures_panel_get_value()
 *
 * Returns: (nullable): what is shown for it
 */
const char *
rl_lesion_pane_get_value (RlLesionPane *self,
                          const char   *id)
{
  g_return_val_if_fail (RL_IS_LESION_PANE (self), NULL);

  return rl_measures_panel_get_value (self->measures, id);
}

/**
 * rl_lesion_pane_set_n_other:
 * @self: a pane
 * @n_other: how many lesions are drawn on the other image, which are not listed
 *
 * Where CT and PET are shown, the pane says which one the lesions are drawn on.
 */
void
rl_lesion_pane_set_n_other (RlLesionPane *self,
                            guint         n_other)
{
  g_autofree char *label = NULL;
  gboolean is_pet;

  g_return_if_fail (RL_IS_LESION_PANE (self));

  is_pet = rl_session_get_base_layer (self->session) == RL_LAYER_PET;
  if (n_other == 0)
    label = g_strdup (is_pet ? _("Draw on the CT") : _("Draw on the PET"));
  else
    label = g_strdup_printf (is_pet ? ngettext ("%u lesion on the CT", "%u lesions on the CT", n_other)
                                    : ngettext ("%u lesion on the PET", "%u lesions on the PET", n_other),
                             n_other);

  gtk_label_set_label (self->drawn_on, is_pet ? _("Drawn on the PET") : _("Drawn on the CT"));
  gtk_button_set_label (self->other, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->other),
                               is_pet ? _("Show and edit what is drawn on the CT")
                                      : _("Show and edit what is drawn on the PET"));
}

/**
 * rl_lesion_pane_set_n_suv_warnings:
 * @self: a pane
 * @n_warnings: how many there are of how SUV is computed; shown where they can
 *   be read
 */
void
rl_lesion_pane_set_n_suv_warnings (RlLesionPane *self,
                                   guint         n_warnings)
{
  g_autofree char *count = g_strdup_printf ("%u", n_warnings);
  g_autofree char *tip = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings),
                                          n_warnings);

  g_return_if_fail (RL_IS_LESION_PANE (self));

  gtk_label_set_text (self->suv_warnings, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->suv_warnings), tip);
  gtk_widget_set_visible (GTK_WIDGET (self->suv_warnings), n_warnings > 0);
}

/**
 * rl_lesion_pane_set_more:
 * @self: a pane
 * @more: (transfer floating): what is to stand below the list; set once
 */
void
rl_lesion_pane_set_more (RlLesionPane *self,
                         GtkWidget    *more)
{
  g_return_if_fail (RL_IS_LESION_PANE (self));
  g_return_if_fail (self->more == NULL);

  self->more = more;
  gtk_widget_insert_before (more, GTK_WIDGET (self), GTK_WIDGET (self->operation));
}
