/* rl-feature-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-list.h"

#include <math.h>

#define NONE         GTK_INVALID_LIST_POSITION
#define MIN_ROWS     3
#define NATURAL_ROWS 12

struct _RlFeatureList
{
  GtkWidget           parent_instance;

  RlFeatureModel     *model;
  GPtrArray          *rows;             /* of RlFeatureRow; position p is in row p % n */
  RlFeatureRowStyle   style;
  guint               cursor;           /* a position, or NONE */
  int                 row_height;
  GtkAdjustment      *adjustments[2];   /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

G_DEFINE_FINAL_TYPE_WITH_CODE (RlFeatureList, rl_feature_list, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint
get_n_items (RlFeatureList *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static double
get_offset (RlFeatureList *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL ? floor (gtk_adjustment_get_value (adjustment)) : 0.0;
}

static gboolean
is_seen (RlFeatureList *self,
         guint          position)
{
  double y = (double) position * self->row_height - get_offset (self);

  return position < get_n_items (self) && self->rows->len > 0 && y + self->row_height > 0 &&
         y < gtk_widget_get_height (GTK_WIDGET (self));
}

static RlFeatureRow *
get_row (RlFeatureList *self,
         guint          position)
{
  return g_ptr_array_index (self->rows, position % self->rows->len);
}

/* The focus is on the row with the cursor, or on the list while that is out of
 * sight.
 */
static void
update_focus (RlFeatureList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *wanted = GTK_WIDGET (self);

  if (focus == NULL || (focus != wanted && !gtk_widget_is_ancestor (focus, wanted)))
    return;

  if (is_seen (self, self->cursor))
    wanted = GTK_WIDGET (get_row (self, self->cursor));
  if (focus != wanted)
    gtk_root_set_focus (root, wanted);
}

static void
update_row (RlFeatureList *self,
            guint          position)
{
  RlFeatureRow *row = get_row (self, position);
  gboolean is_selected = position == self->cursor;
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  rl_feature_row_set_item (row, item);
  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) position + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) get_n_items (self), -1);
}

static void
value_changed_cb (RlFeatureList *self)
{
  update_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
scroll_to (RlFeatureList *self,
           guint          position)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double y = (double) position * self->row_height;

  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, y, y + self->row_height);
}

/* The scrolled window must be laid out too: allocated on its own, the list would
 * have it show or hide its scroll bar after its turn.
 */
static void
queue_extent (RlFeatureList *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
items_changed_cb (RlFeatureList *self,
                  guint          position,
                  guint          removed,
                  guint          added)
{
  if (self->cursor != NONE && self->cursor >= position + removed)
    self->cursor += added - removed;
  else if (self->cursor != NONE && self->cursor >= position)
    self->cursor = NONE;

  update_focus (self);
  queue_extent (self);
}

static RlFeatureGroup *
find_group (RlFeatureList *self,
            guint         *position)
{
  for (guint i = *position; i != NONE; i--)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (RL_IS_FEATURE_GROUP (item))
        {
          *position = i;
          return RL_FEATURE_GROUP (item);
        }
    }

  return NULL;
}

static gboolean
is_group (RlFeatureList *self,
          guint          position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return RL_IS_FEATURE_GROUP (item);
}

static void
toggle (RlFeatureList *self,
        guint          position)
{
  guint at = position;
  RlFeatureGroup *group = find_group (self, &at);

  if (group != NULL && at == position)
    rl_feature_model_set_open (self->model, group, !rl_feature_group_get_open (group));
}

static void
released_cb (RlFeatureList *self,
             int            n_press,
             double         x,
             double         y)
{
  double position = floor ((y + get_offset (self)) / self->row_height);

  if (position < 0 || position >= get_n_items (self))
    return;

  rl_feature_list_set_cursor (self, (guint) position);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, self->cursor)));
  toggle (self, self->cursor);
}

/* Left goes to the group and closes it, Right opens it and goes into it. */
static void
move_across (RlFeatureList *self,
             gboolean       is_open)
{
  guint at = self->cursor;
  RlFeatureGroup *group = at != NONE ? find_group (self, &at) : NULL;

  if (group == NULL)
    return;

  if (at == self->cursor && rl_feature_group_get_open (group) != is_open)
    rl_feature_model_set_open (self->model, group, is_open);
  else if (is_open && at == self->cursor)
    rl_feature_list_set_cursor (self, at + 1);
  else if (!is_open)
    rl_feature_list_set_cursor (self, at);
}

static void
move_by (RlFeatureList *self,
         int            n)
{
  double first = ceil (get_offset (self) / MAX (self->row_height, 1));
  double from = self->cursor != NONE ? self->cursor : first - (n > 0 ? 1 : 0);
  double to = CLAMP (from + n, 0.0, get_n_items (self) - 1.0);

  rl_feature_list_set_cursor (self, (guint) to);
}

static gboolean
key_cb (RlFeatureList   *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  modifiers)
{
  int page = MAX (gtk_widget_get_height (GTK_WIDGET (self)) / MAX (self->row_height, 1) - 1, 1);

  if (get_n_items (self) == 0 ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Up:
      move_by (self, -1);
      return TRUE;

    case GDK_KEY_Down:
      move_by (self, 1);
      return TRUE;

    case GDK_KEY_Page_Up:
      move_by (self, -page);
      return TRUE;

    case GDK_KEY_Page_Down:
      move_by (self, page);
      return TRUE;

    case GDK_KEY_Home:
      rl_feature_list_set_cursor (self, 0);
      return TRUE;

    case GDK_KEY_End:
      rl_feature_list_set_cursor (self, get_n_items (self) - 1);
      return TRUE;

    case GDK_KEY_Left:
    case GDK_KEY_Right:
      move_across (self, keyval == GDK_KEY_Right);
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      toggle (self, self->cursor);
      return self->cursor != NONE && is_group (self, self->cursor);

    default:
      return FALSE;
    }
}

/* One stop of the Tab key. */
static gboolean
rl_feature_list_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  RlFeatureList *self = RL_FEATURE_LIST (widget);
  guint first = (guint) ceil (get_offset (self) / MAX (self->row_height, 1));

  if (gtk_widget_is_focus (widget) || gtk_widget_get_focus_child (widget) != NULL ||
      get_n_items (self) == 0 || self->rows->len == 0)
    return FALSE;

  if (self->cursor == NONE || !is_seen (self, self->cursor))
    rl_feature_list_set_cursor (self, MIN (first, get_n_items (self) - 1));

  return gtk_widget_grab_focus (GTK_WIDGET (get_row (self, self->cursor)));
}

static void
make_rows (RlFeatureList *self,
           guint          n)
{
  while (self->rows->len > n)
    {
      gtk_widget_unparent (g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_remove_index (self->rows, self->rows->len - 1);
    }
  while (self->rows->len < n)
    {
      GtkWidget *row = rl_feature_row_new ();

      rl_feature_row_set_style (RL_FEATURE_ROW (row), self->style);
      gtk_widget_set_parent (row, GTK_WIDGET (self));
      g_ptr_array_add (self->rows, row);
    }
}

static void
rl_feature_list_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  RlFeatureList *self = RL_FEATURE_LIST (widget);

  gtk_widget_measure (GTK_WIDGET (get_row (self, 0)), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *natural *= NATURAL_ROWS;
      *minimum *= MIN_ROWS;
    }
}

static void
update_adjustments (RlFeatureList *self,
                    int            width,
                    int            height)
{
  double length = (double) get_n_items (self) * self->row_height;
  GtkAdjustment *across = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *down = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (across != NULL)
    gtk_adjustment_configure (across, 0, 0, width, 1, width, width);
  if (down != NULL)
    gtk_adjustment_configure (down, gtk_adjustment_get_value (down), 0, MAX (length, height),
                              self->row_height, height * 0.9, height);
}

static void
rl_feature_list_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  RlFeatureList *self = RL_FEATURE_LIST (widget);
  guint first;

  gtk_widget_measure (GTK_WIDGET (get_row (self, 0)), GTK_ORIENTATION_VERTICAL, -1, NULL,
                      &self->row_height, NULL, NULL);
  self->row_height = MAX (self->row_height, 1);
  make_rows (self, (guint) (height / self->row_height) + 2);
  update_adjustments (self, width, height);

  first = (guint) (get_offset (self) / self->row_height);
  for (guint position = first; position < first + self->rows->len; position++)
    {
      GtkWidget *row = GTK_WIDGET (get_row (self, position));
      GtkAllocation place = {
        0, (int) ((double) position * self->row_height - get_offset (self)), width, self->row_height
      };

      gtk_widget_set_child_visible (row, position < get_n_items (self));
      if (position >= get_n_items (self))
        continue;

      update_row (self, position);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (row, &place, -1);
    }
}

static void
set_adjustment (RlFeatureList  *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  GtkAdjustment **own = &self->adjustments[orientation];

  if (*own == adjustment)
    return;

  if (*own != NULL)
    g_signal_handlers_disconnect_by_func (*own, value_changed_cb, self);
  g_clear_object (own);
  if (adjustment != NULL)
    {
      *own = g_object_ref_sink (adjustment);
      g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  queue_extent (self);
}

static void
rl_feature_list_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  RlFeatureList *self = RL_FEATURE_LIST (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;

    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;

    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;

    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_feature_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RlFeatureList *self = RL_FEATURE_LIST (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;

    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;

    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int) self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;

    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->policies[GTK_ORIENTATION_VERTICAL]);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rl_feature_list_dispose (GObject *object)
{
  RlFeatureList *self = RL_FEATURE_LIST (object);

  rl_feature_list_set_model (self, NULL);
  make_rows (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    g_clear_object (&self->adjustments[i]);

  G_OBJECT_CLASS (rl_feature_list_parent_class)->dispose (object);
}

static void
rl_feature_list_finalize (GObject *object)
{
  g_ptr_array_unref (RL_FEATURE_LIST (object)->rows);

  G_OBJECT_CLASS (rl_feature_list_parent_class)->finalize (object);
}

static void
rl_feature_list_class_init (RlFeatureListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_feature_list_dispose;
  object_class->finalize = rl_feature_list_finalize;
  object_class->get_property = rl_feature_list_get_property;
  object_class->set_property = rl_feature_list_set_property;
  widget_class->focus = rl_feature_list_focus;
  widget_class->measure = rl_feature_list_measure;
  widget_class->size_allocate = rl_feature_list_size_allocate;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "featurelist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE);
}

static void
rl_feature_list_init (RlFeatureList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new ();
  self->cursor = NONE;
  make_rows (self, 1);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rl_feature_list_set_model:
 * @self: a list
 * @model: (nullable): what it shows
 */
void
rl_feature_list_set_model (RlFeatureList  *self,
                           RlFeatureModel *model)
{
  g_return_if_fail (RL_IS_FEATURE_LIST (self));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);
  self->cursor = NONE;
  queue_extent (self);
}

void
rl_feature_list_set_style (RlFeatureList     *self,
                           RlFeatureRowStyle  style)
{
  g_return_if_fail (RL_IS_FEATURE_LIST (self));

  self->style = style;
  for (guint i = 0; i < self->rows->len; i++)
    rl_feature_row_set_style (g_ptr_array_index (self->rows, i), style);
}

/* Returns: the position that was chosen last, or GTK_INVALID_LIST_POSITION */
guint
rl_feature_list_get_cursor (RlFeatureList *self)
{
  g_return_val_if_fail (RL_IS_FEATURE_LIST (self), NONE);

  return self->cursor;
}

/**
 * rl_feature_list_set_cursor:
 * @self: a list
 * @position: which row to choose
 *
 * Chooses a row and scrolls to it. Where the list has the focus, the row gets it.
 */
void
rl_feature_list_set_cursor (RlFeatureList *self,
                            guint          position)
{
  g_return_if_fail (RL_IS_FEATURE_LIST (self));
  g_return_if_fail (position < get_n_items (self));

  self->cursor = position;
  scroll_to (self, position);
  update_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
rl_feature_list_scroll_to_top (RlFeatureList *self)
{
  g_return_if_fail (RL_IS_FEATURE_LIST (self));

  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], 0.0);
}

/* Returns: (transfer none) (nullable): the row that shows a position, if it is
 * seen
 */
RlFeatureRow *
rl_feature_list_find_row (RlFeatureList *self,
                          guint          position)
{
  g_return_val_if_fail (RL_IS_FEATURE_LIST (self), NULL);

  return is_seen (self, position) ? get_row (self, position) : NULL;
}
