/* rl-keymap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-keymap.h"

#include <string.h>

#include "commands/rl-commands.h"
#include "commands/rl-keys.h"

struct _RlKeymap
{
  GObject     parent_instance;

  RlSettings *settings;
  GHashTable *keys;          /* accelerator to action, both owned */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlKeymap, rl_keymap, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* What the user chose: (element-type utf8 GStrv), by action. */
static GVariantDict *
read_choices (RlKeymap *self)
{
  g_autoptr(GVariant) stored = rl_settings_ref_shortcuts (self->settings);

  return g_variant_dict_new (stored);
}

static gboolean
is_chosen (GVariantDict *choices,
           const char   *action)
{
  return g_variant_dict_contains (choices, action);
}

static void
bind_key (RlKeymap   *self,
          const char *accelerator,
          const char *action)
{
  guint keyval;
  GdkModifierType modifiers;

  /* What the settings hold may be anything. */
  if (!gtk_accelerator_parse (accelerator, &keyval, &modifiers) || keyval == 0)
    return;

  g_hash_table_replace (self->keys, gtk_accelerator_name (keyval, modifiers), g_strdup (action));
}

static void
bind_defaults (RlKeymap     *self,
               GVariantDict *choices)
{
  gsize n;
  const RlKey *keys = rl_keys_get (&n);

  for (gsize i = 0; i < n; i++)
    if (!is_chosen (choices, keys[i].action))
      g_hash_table_replace (self->keys, gtk_accelerator_name (keys[i].keyval, keys[i].modifiers),
                            g_strdup (keys[i].action));
}

static GVariant *
lookup (GVariantDict *choices,
        const char   *action)
{
  if (action == NULL)
    return NULL;

  return g_variant_dict_lookup_value (choices, action, G_VARIANT_TYPE_STRING_ARRAY);
}

/* A key that was chosen wins over one that came with the program. */
static void
bind_choices (RlKeymap     *self,
              GVariantDict *choices)
{
  gsize n;
  const RlCommand *commands = rl_commands_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) value = lookup (choices, commands[i].action);
      g_autofree const char **accelerators = NULL;

      if (value == NULL)
        continue;

      accelerators = g_variant_get_strv (value, NULL);
      for (gsize k = 0; accelerators[k] != NULL; k++)
        bind_key (self, accelerators[k], commands[i].action);
    }
}

static void
update (RlKeymap *self)
{
  g_autoptr(GVariantDict) choices = read_choices (self);

  g_hash_table_remove_all (self->keys);
  bind_defaults (self, choices);
  bind_choices (self, choices);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rl_keymap_finalize (GObject *object)
{
  RlKeymap *self = RL_KEYMAP (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->keys, g_hash_table_unref);

  G_OBJECT_CLASS (rl_keymap_parent_class)->finalize (object);
}

static void
rl_keymap_class_init (RlKeymapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_keymap_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_keymap_init (RlKeymap *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * rl_keymap_new:
 * @settings: where the user's keys are kept
 *
 * Returns: (transfer full): the keys
 */
RlKeymap *
rl_keymap_new (RlSettings *settings)
{
  RlKeymap *self = g_object_new (RL_TYPE_KEYMAP, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "notify::shortcuts", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const char *const *x = a;
  const char *const *y = b;
  gsize n = strlen (*x);
  gsize m = strlen (*y);

  if (n != m)
    return n < m ? -1 : 1;

  return strcmp (*x, *y);
}

/**
 * rl_keymap_dup_keys:
 * @self: the keys
 * @action: a detailed action name
 *
 * Returns: (transfer full) (array zero-terminated=1): what gives it, as
 *   gtk_accelerator_parse() reads it, the shortest first
 */
char **
rl_keymap_dup_keys (RlKeymap   *self,
                    const char *action)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (RL_IS_KEYMAP (self), NULL);

  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strcmp (value, action) == 0)
      g_ptr_array_add (found, g_strdup (key));

  g_ptr_array_sort (found, compare_keys);
  g_ptr_array_add (found, NULL);

  return (char **) g_ptr_array_free (found, FALSE);
}

/* Returns: (nullable): the action that a key gives */
const char *
rl_keymap_find (RlKeymap   *self,
                const char *accelerator)
{
  g_return_val_if_fail (RL_IS_KEYMAP (self), NULL);

  return g_hash_table_lookup (self->keys, accelerator);
}

/* Returns: whether the user chose the keys of @action */
gboolean
rl_keymap_is_changed (RlKeymap   *self,
                      const char *action)
{
  g_autoptr(GVariantDict) choices = NULL;

  g_return_val_if_fail (RL_IS_KEYMAP (self), FALSE);

  choices = read_choices (self);

  return is_chosen (choices, action);
}

static void
choose (GVariantDict      *choices,
        const char        *action,
        const char *const *keys)
{
  g_variant_dict_insert_value (choices, action, g_variant_new_strv (keys, -1));
}

static void
store (RlKeymap     *self,
       GVariantDict *choices)
{
  rl_settings_set_shortcuts (self->settings, g_variant_dict_end (choices));
}

static char **
without (char       **keys,
         const char  *accelerator)
{
  GPtrArray *left = g_ptr_array_new ();

  for (gsize i = 0; keys[i] != NULL; i++)
    if (strcmp (keys[i], accelerator) != 0)
      g_ptr_array_add (left, g_strdup (keys[i]));
  g_ptr_array_add (left, NULL);

  return (char **) g_ptr_array_free (left, FALSE);
}

/* The command that had a key before goes without. */
static void
take (RlKeymap     *self,
      GVariantDict *choices,
      const char   *accelerator)
{
  const char *owner = rl_keymap_find (self, accelerator);
  g_auto(GStrv) keys = NULL;
  g_auto(GStrv) left = NULL;

  if (owner == NULL)
    return;

  keys = rl_keymap_dup_keys (self, owner);
  left = without (keys, accelerator);
  choose (choices, owner, (const char *const *) left);
}

/**
 * rl_keymap_add:
 * @self: the keys
 * @action: a command's detailed action name
 * @accelerator: as gtk_accelerator_name() writes it
 *
 * Gives a command one more key.
 */
void
rl_keymap_add (RlKeymap   *self,
               const char *action,
               const char *accelerator)
{
  g_autoptr(GVariantDict) choices = NULL;
  g_auto(GStrv) keys = NULL;
  g_autoptr(GStrvBuilder) more = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  g_return_if_fail (RL_IS_KEYMAP (self));
  g_return_if_fail (rl_commands_find (action) != NULL);

  if (g_strcmp0 (rl_keymap_find (self, accelerator), action) == 0)
    return;

  choices = read_choices (self);
  take (self, choices, accelerator);
  keys = rl_keymap_dup_keys (self, action);
  g_strv_builder_addv (more, (const char **) keys);
  g_strv_builder_add (more, accelerator);
  all = g_strv_builder_end (more);
  choose (choices, action, (const char *const *) all);
  store (self, choices);
}

/* Takes all its keys from a command. */
void
rl_keymap_clear (RlKeymap   *self,
                 const char *action)
{
  static const char *const none[] = { NULL };
  g_autoptr(GVariantDict) choices = NULL;

  g_return_if_fail (RL_IS_KEYMAP (self));

  choices = read_choices (self);
  choose (choices, action, none);
  store (self, choices);
}

/**
 * rl_keymap_reset:
 * @self: the keys
 * @action: (nullable): a command, or %NULL for all
 *
 * Takes back what the user chose. A key that another command has been given by
 * choice stays with that one.
 */
void
rl_keymap_reset (RlKeymap   *self,
                 const char *action)
{
  g_autoptr(GVariantDict) choices = NULL;

  g_return_if_fail (RL_IS_KEYMAP (self));

  choices = action != NULL ? read_choices (self) : g_variant_dict_new (NULL);
  if (action != NULL)
    g_variant_dict_remove (choices, action);
  store (self, choices);
}

/* The keys of a window beside the main one give the commands of that. */
static GtkWidget *
get_receiver (GtkWidget *window)
{
  GtkWidget *receiver = g_object_get_data (G_OBJECT (window), "rl-receiver");

  return receiver != NULL ? receiver : window;
}

static gboolean
is_about_images (const char *action)
{
  static const char *const prefixes[] = {
    "grid.", "measure.", "review.", "session.", "view.", "win.next-series", "win.next-study",
    "win.next-undone", "win.queue-", "win.set-status",
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (action, prefixes[i]))
      return TRUE;

  return FALSE;
}

static gboolean
key_cb (GtkWidget *window,
        GVariant  *args,
        gpointer   data)
{
  GtkShortcut *shortcut = data;
  GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut));
  const char *action = g_object_get_data (G_OBJECT (shortcut), "rl-action");
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_autoptr(GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (g_object_get_data (G_OBJECT (window), "rl-no-images") != NULL && is_about_images (action))
    return FALSE;

  if (!rl_keys_may_fire (focus, gtk_keyval_trigger_get_keyval (trigger),
                         gtk_keyval_trigger_get_modifiers (trigger)) ||
      !g_action_parse_detailed_name (action, &name, &target, NULL))
    return FALSE;

  return gtk_widget_activate_action_variant (get_receiver (window), name, target);
}

static GtkShortcut *
make_shortcut (const char *accelerator,
               const char *action)
{
  GtkShortcut *shortcut;
  guint keyval;
  GdkModifierType modifiers;

  gtk_accelerator_parse (accelerator, &keyval, &modifiers);
  shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), NULL);
  g_object_set_data_full (G_OBJECT (shortcut), "rl-action", g_strdup (action), g_free);
  gtk_shortcut_set_action (shortcut, gtk_callback_action_new (key_cb, shortcut, NULL));

  return shortcut;
}

static void
fill_controller (RlKeymap              *self,
                 GtkShortcutController *controller)
{
  GListModel *shortcuts = G_LIST_MODEL (controller);
  GHashTableIter iter;
  gpointer key, value;

  while (g_list_model_get_n_items (shortcuts) > 0)
    {
      g_autoptr(GtkShortcut) first = g_list_model_get_item (shortcuts, 0);

      gtk_shortcut_controller_remove_shortcut (controller, first);
    }

  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, &key, &value))
    gtk_shortcut_controller_add_shortcut (controller, make_shortcut (key, value));
}

static void
changed_cb (GtkShortcutController *controller,
            RlKeymap              *self)
{
  fill_controller (self, controller);
}

/**
 * rl_keymap_set_images:
 * @window: a window that has keys
 * @images: whether it shows images
 *
 * Keys of what is done to images are dead while it does not, so that what is shown
 * instead has them.
 */
void
rl_keymap_set_images (GtkWidget *window,
                      gboolean   images)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set_data (G_OBJECT (window), "rl-no-images", GINT_TO_POINTER (!images));
}

/**
 * rl_keymap_install_for:
 * @self: the keys
 * @window: a window
 * @receiver: the window whose commands they give, which outlives @window
 *
 * Binds every key in @window to the commands of another one.
 */
void
rl_keymap_install_for (RlKeymap  *self,
                       GtkWidget *window,
                       GtkWidget *receiver)
{
  g_return_if_fail (GTK_IS_WINDOW (receiver));

  g_object_set_data (G_OBJECT (window), "rl-receiver", receiver);
  rl_keymap_install (self, window);
}

/**
 * rl_keymap_install:
 * @self: the keys
 * @window: a window
 *
 * Binds every key in @window, and follows changes. The bindings of the class
 * would come after those that move the focus with the arrows, so these go first.
 */
void
rl_keymap_install (RlKeymap  *self,
                   GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (RL_IS_KEYMAP (self));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  fill_controller (self, GTK_SHORTCUT_CONTROLLER (controller));
  g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), controller,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, controller);
}
