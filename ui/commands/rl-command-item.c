/* rl-command-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-command-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RlCommandItem
{
  GObject          parent_instance;

  const RlCommand *command;
  guint            index;
  char            *folded_title;
  char            *folded;         /* title, section and action */
};

G_DEFINE_FINAL_TYPE (RlCommandItem, rl_command_item, G_TYPE_OBJECT)

static void
rl_command_item_finalize (GObject *object)
{
  RlCommandItem *self = RL_COMMAND_ITEM (object);

  g_free (self->folded_title);
  g_free (self->folded);

  G_OBJECT_CLASS (rl_command_item_parent_class)->finalize (object);
}

static void
rl_command_item_class_init (RlCommandItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_command_item_finalize;
}

static void
rl_command_item_init (RlCommandItem *self)
{
}

/**
 * rl_command_item_new:
 * @command: a command
 * @index: its place among them
 *
 * Returns: (transfer full): it
 */
RlCommandItem *
rl_command_item_new (const RlCommand *command,
                     guint            index)
{
  RlCommandItem *self = g_object_new (RL_TYPE_COMMAND_ITEM, NULL);
  g_autofree char *all = g_strdup_printf ("%s %s %s", _(command->title), _(command->section),
                                          command->action);

  self->command = command;
  self->index = index;
  self->folded_title = g_utf8_casefold (_(command->title), -1);
  self->folded = g_utf8_casefold (all, -1);

  return self;
}

const RlCommand *
rl_command_item_get_command (RlCommandItem *self)
{
  g_return_val_if_fail (RL_IS_COMMAND_ITEM (self), NULL);

  return self->command;
}

const char *
rl_command_item_get_title (RlCommandItem *self)
{
  g_return_val_if_fail (RL_IS_COMMAND_ITEM (self), NULL);

  return _(self->command->title);
}

const char *
rl_command_item_get_section (RlCommandItem *self)
{
  g_return_val_if_fail (RL_IS_COMMAND_ITEM (self), NULL);

  return _(self->command->section);
}

/**
 * rl_command_item_matches:
 * @self: an item
 * @words: (array zero-terminated=1): parts of words, case folded
 *
 * Returns: whether each is in the title, the section or the action
 */
gboolean
rl_command_item_matches (RlCommandItem  *self,
                         char          **words)
{
  g_return_val_if_fail (RL_IS_COMMAND_ITEM (self), FALSE);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* How well a word is met: at the start of the title, of a word in it, within. */
static guint
get_distance (RlCommandItem *self,
              const char    *word)
{
  const char *found = strstr (self->folded_title, word);

  if (found == NULL)
    return 3;
  if (found == self->folded_title)
    return 0;

  return found[-1] == ' ' ? 1 : 2;
}

/**
 * rl_command_item_compare:
 * @self: an item
 * @other: another
 * @words: (array zero-terminated=1): what is looked for
 *
 * Returns: negative if @self meets the words better
 */
int
rl_command_item_compare (RlCommandItem  *self,
                         RlCommandItem  *other,
                         char          **words)
{
  guint a = 0;
  guint b = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      a += get_distance (self, words[i]);
      b += get_distance (other, words[i]);
    }

  if (a != b)
    return a < b ? -1 : 1;

  return self->index < other->index ? -1 : self->index > other->index;
}
