/* rl-lesion-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"
#include "lesions/rl-expander.h"
#include "lesions/rl-lesion-review.h"
#include "widgets/rl-swatch.h"
#include "segment/rim-lesion-review.h"

struct _RlLesionRow
{
  GtkWidget     parent_instance;

  RlLesionItem *item;

  RlExpander   *expander;
  RlSwatch     *swatch;
  GtkStack     *name_stack;
  GtkLabel     *name_label;
  GtkEntry     *name_entry;
  GtkWidget    *review;
  GtkImage     *review_icon;
  GtkLabel     *review_label;
  GtkWidget    *tools;
  GtkButton    *lock_button;
  GtkButton    *visible_button;
};

G_DEFINE_FINAL_TYPE (RlLesionRow, rl_lesion_row, GTK_TYPE_WIDGET)

static void
set_button (GtkButton  *button,
            const char *icon,
            const char *label,
            const char *key,
            gboolean    is_usual)
{
  g_autofree char *tip = key != NULL ? g_strdup_printf ("%s (%s)", label, key) : g_strdup (label);

  rl_accessible_set_icon_button (button, icon, label, tip);
  if (is_usual)
    gtk_widget_add_css_class (GTK_WIDGET (button), "on-hover");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "on-hover");
}

static void
update_review (RlLesionRow *self,
               RimLesion   *lesion)
{
  g_autofree char *line = rl_lesion_review_describe (lesion);
  g_autofree char *name = line != NULL ? g_strdup_printf ("%s, %s", lesion->name, line)
                                       : g_strdup (lesion->name);

  gtk_widget_set_visible (self->review, line != NULL);
  if (line != NULL)
    {
      gtk_label_set_text (self->review_label, line);
      gtk_widget_set_tooltip_text (self->review, line);
      gtk_image_set_from_icon_name (self->review_icon, rl_lesion_review_get_icon (lesion));
    }
  rl_accessible_name_row (GTK_WIDGET (self), name);
}

/* What is finished is locked as well, and says how to change that. */
static void
update_lock (RlLesionRow *self,
             RimLesion   *lesion)
{
  g_autoptr(GError) error = NULL;
  gboolean is_locked = !rim_lesion_check_editable (lesion, &error);
  gboolean is_finished = is_locked && !g_error_matches (error, RIM_LESION_ERROR, RIM_LESION_ERROR_LOCKED);
  const char *tip = lesion->locked ? _("Locked: tools leave it alone. Unlock") : _("Lock");

  set_button (self->lock_button, is_locked ? "changes-prevent-symbolic" : "changes-allow-symbolic",
              is_finished ? error->message : tip, is_finished ? NULL : "K", !is_locked);
}

static void
update (RlLesionRow *self)
{
  RimLesion *lesion = rl_lesion_item_get_lesion (self->item);
  gboolean visible = rl_lesion_item_get_visible (self->item);

  rl_expander_set_reserved (self->expander, rl_lesion_item_get_over_time (self->item));
  rl_swatch_set (self->swatch, lesion->color, rl_lesion_item_get_number (self->item), visible);
  gtk_label_set_text (self->name_label, lesion->name);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->name_label)), lesion->name) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), lesion->name);
  update_review (self, lesion);

  update_lock (self, lesion);
  set_button (self->visible_button, visible ? "view-reveal-symbolic" : "view-conceal-symbolic",
              visible ? _("Hide") : _("Show"), "V", visible);
}

static gboolean
is_editing (RlLesionRow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->name_stack), "entry") == 0;
}

static void
stop_editing (RlLesionRow *self,
              gboolean     commit)
{
  if (!is_editing (self))
    return;

  gtk_stack_set_visible_child_name (self->name_stack, "label");
  if (commit && self->item != NULL)
    rl_lesion_item_rename (self->item, gtk_editable_get_text (GTK_EDITABLE (self->name_entry)));
}

static void
name_pressed_cb (RlLesionRow     *self,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkGestureClick *gesture)
{
  if (n_press != 2)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  rl_lesion_row_start_editing (self);
}

static void
name_activate_cb (RlLesionRow *self,
                  GtkEntry    *entry)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));

  stop_editing (self, TRUE);
  if (list_item != NULL)
    gtk_widget_grab_focus (list_item);
}

static void
name_leave_cb (RlLesionRow             *self,
               GtkEventControllerFocus *controller)
{
  stop_editing (self, TRUE);
}

static gboolean
name_key_cb (RlLesionRow           *self,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        modifiers,
             GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_editing (self, FALSE);

  return GDK_EVENT_STOP;
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  rl_lesion_row_start_editing (RL_LESION_ROW (widget));
}

static void
jump_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_lesion_item_jump (RL_LESION_ROW (widget)->item);
}

static void
toggle_visible_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  RlLesionItem *item = RL_LESION_ROW (widget)->item;

  rl_lesion_item_set_visible (item, !rl_lesion_item_get_visible (item));
}

static void
toggle_locked_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *param)
{
  RlLesionItem *item = RL_LESION_ROW (widget)->item;

  rl_lesion_item_set_locked (item, !rl_lesion_item_get_lesion (item)->locked);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  RlLesionRow *self = RL_LESION_ROW (widget);

  gtk_widget_activate_action (widget, "lesions.delete", "s", rl_lesion_item_get_id (self->item));
}

static void
rl_lesion_row_dispose (GObject *object)
{
  RlLesionRow *self = RL_LESION_ROW (object);

  rl_lesion_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_LESION_ROW);

  G_OBJECT_CLASS (rl_lesion_row_parent_class)->dispose (object);
}

static void
rl_lesion_row_class_init (RlLesionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_lesion_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-lesion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, expander);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, name_stack);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, review);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, review_icon);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, review_label);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, tools);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, lock_button);
  gtk_widget_class_bind_template_child (widget_class, RlLesionRow, visible_button);
  gtk_widget_class_bind_template_callback (widget_class, name_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_key_cb);

  gtk_widget_class_install_action (widget_class, "lesion.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "lesion.jump", NULL, jump_action);
  gtk_widget_class_install_action (widget_class, "lesion.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "lesion.toggle-visible", NULL,
                                   toggle_visible_action);
  gtk_widget_class_install_action (widget_class, "lesion.toggle-locked", NULL,
                                   toggle_locked_action);

  gtk_widget_class_set_css_name (widget_class, "lesionrow");
  g_type_ensure (RL_TYPE_EXPANDER);
  g_type_ensure (RL_TYPE_SWATCH);
}

static void
rl_lesion_row_init (RlLesionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rl_lesion_row_new (void)
{
  return g_object_new (RL_TYPE_LESION_ROW, NULL);
}

/* Returns: (nullable) (transfer none): what it shows */
RlLesionItem *
rl_lesion_row_get_item (RlLesionRow *self)
{
  g_return_val_if_fail (RL_IS_LESION_ROW (self), NULL);

  return self->item;
}

void
rl_lesion_row_set_item (RlLesionRow  *self,
                        RlLesionItem *item)
{
  g_return_if_fail (RL_IS_LESION_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    {
      stop_editing (self, TRUE);
      g_signal_handlers_disconnect_by_data (self->item, self);
    }
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * rl_lesion_row_set_tree_row:
 * @self: a row
 * @tree_row: (nullable): where its item is in a tree
 *
 * The row has an arrow while the lesion has other times.
 */
void
rl_lesion_row_set_tree_row (RlLesionRow    *self,
                            GtkTreeListRow *tree_row)
{
  g_return_if_fail (RL_IS_LESION_ROW (self));

  rl_expander_set (self->expander, tree_row,
                   tree_row != NULL && self->item != NULL ? rl_lesion_item_get_times (self->item) : NULL);
}

/**
 * rl_lesion_row_start_editing:
 * @self: a row
 *
 * Lets the user type another name.
 */
void
rl_lesion_row_start_editing (RlLesionRow *self)
{
  g_return_if_fail (RL_IS_LESION_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name_entry),
                         rl_lesion_item_get_lesion (self->item)->name);
  gtk_stack_set_visible_child_name (self->name_stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}
