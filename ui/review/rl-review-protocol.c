/* rl-review-protocol.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

#include <glib/gi18n-lib.h>

#include "canvas/rl-drag.h"
#include "canvas/rl-presets.h"
#include "queue/rl-target-list.h"

/* What the protocol of a case says of the window: which tools there are, which windows,
 * which layout. Tools are kept from the user as long as the case is shown; the rest is
 * only how it begins.
 */

static gboolean
draws (RlTool tool)
{
  return rl_tool_is_brush (tool) || rl_tool_is_contouring (tool);
}

static gboolean
find_tool (const char *id,
           RlTool     *tool)
{
  g_autoptr(GEnumClass) tools = g_type_class_ref (RL_TYPE_TOOL);
  GEnumValue *value = g_enum_get_value_by_nick (tools, id);

  if (value != NULL)
    *tool = value->value;

  return value != NULL;
}

/* Whatever changes no contour is there all the same. */
static guint
list_tools (const RimProtocol *protocol)
{
  guint offered = 0;
  RlTool tool = RL_TOOL_WINDOW;

  if (protocol->tools[0] == NULL)
    return G_MAXUINT;

  for (guint i = 0; i <= RL_TOOL_TEXT; i++)
    if (!draws ((RlTool) i))
      offered |= 1u << i;
  for (guint i = 0; protocol->tools[i] != NULL; i++)
    if (find_tool (protocol->tools[i], &tool))
      offered |= 1u << tool;

  return offered;
}

static RlTool
get_first_tool (const RimProtocol *protocol)
{
  RlTool tool = RL_TOOL_BRUSH;

  if (protocol->tools[0] != NULL)
    find_tool (protocol->tools[0], &tool);

  return tool;
}

/* Windows */

static RlLayerKind
get_layer (RlSession               *session,
           const RimProtocolWindow *window)
{
  if (window->modality == NULL)
    return rl_session_get_base_layer (session);

  return g_str_equal (window->modality, "PT") ? RL_LAYER_PET : RL_LAYER_CT;
}

static void
apply_windows (RlSession         *session,
               const RimProtocol *protocol)
{
  gboolean has_window[RL_N_LAYERS] = { FALSE };

  for (guint i = 0; i < protocol->windows->len; i++)
    {
      const RimProtocolWindow *window = protocol->windows->pdata[i];
      const RlLayerKind layer = get_layer (session, window);

      if (has_window[layer] || rl_session_get_volume (session, layer) == NULL)
        continue;

      has_window[layer] = TRUE;
      rl_session_set_window (session, layer, (RimWindow) { window->center, window->width });
    }
}

/* Those of CT are behind the digits where else the user's own are. */
static void
offer_windows (RlStudyTab        *tab,
               const RimProtocol *protocol)
{
  GVariantBuilder builder;
  guint n = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sdd)"));
  for (guint i = 0; i < protocol->windows->len && n < RL_N_USER_WINDOWS; i++)
    {
      const RimProtocolWindow *window = protocol->windows->pdata[i];

      if (get_layer (tab->session, window) != RL_LAYER_CT)
        continue;

      g_variant_builder_add (&builder, "(sdd)", window->name, window->center, window->width);
      n++;
    }

  if (n > 0)
    rl_session_set_user_windows (tab->session, g_variant_builder_end (&builder));
  else
    g_variant_builder_clear (&builder);
}

/* A case */

static void
begin_case (RlReview          *self,
            RlStudyTab        *tab,
            const RimProtocol *protocol)
{
  RlLayout *layout = protocol->layout != NULL ? rl_layouts_find (protocol->layout) : NULL;

  if (layout != NULL)
    rl_study_tab_show_layout (tab, layout);
  apply_windows (tab->session, protocol);
  offer_windows (tab, protocol);
  if (protocol->targets->len > 0)
    rl_session_set_tool (tab->session, get_first_tool (protocol));
}

static void
follow_case (RlReview   *self,
             RlStudyTab *tab)
{
  RimProtocol *protocol = rim_worklist_get_protocol (rl_queue_get_worklist (self->queue));
  const char *study_uid = rl_queue_get_case (self->queue)->study_uid;

  rl_method_choice_offer (rl_session_get_method_choice (tab->session), (const char *const *) protocol->presets);
  rl_session_set_offered_tools (tab->session, list_tools (protocol));
  rl_session_set_form (tab->session, protocol);
  if (g_strcmp0 (tab->begun_case, study_uid) == 0)
    return;

  g_free (tab->begun_case);
  tab->begun_case = g_strdup (study_uid);
  begin_case (self, tab, protocol);
}

static void
leave_case (RlStudyTab *tab)
{
  rl_method_choice_offer (rl_session_get_method_choice (tab->session), NULL);
  rl_session_set_offered_tools (tab->session, G_MAXUINT);
  rl_session_set_form (tab->session, NULL);
  if (tab->begun_case != NULL)
    rl_study_tab_apply_user_windows (tab);
  g_clear_pointer (&tab->begun_case, g_free);
}

/* What is drawn by the first reader is not to be had before the second read is accepted. */
static void
update_reads (RlReview *self)
{
  RimWorklist *worklist = rl_queue_get_worklist (self->queue);

  if (self->library != NULL && (worklist != NULL || rim_library_count_reads (self->library) > 0))
    rim_worklist_apply_reads (worklist, self->library);
}

static void
update_notice (RlReview   *self,
               RlStudyTab *tab)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (tab->session);
  const char *read = segmentation != NULL ? rim_library_get_read_of (segmentation) : NULL;
  RimVolume *base = rl_session_get_base (tab->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  gboolean is_accepted = FALSE;
  g_autofree char *now = read != NULL && source != NULL
                         ? rim_library_dup_read (self->library, source->study_uid, &is_accepted) : NULL;

  if (now == NULL)
    rl_session_set_notice (tab->session, NULL);
  else
    rl_session_set_notice (tab->session, is_accepted ? _("Second read, accepted: Compare shows the first")
                                                     : _("Second read: the first is hidden"));
}

/* Every tab has the tools of what it shows. */
void
rl_review_update_protocol (RlReview *self)
{
  update_reads (self);
  for (guint i = 0; i < self->tabs->len; i++)
    {
      RlStudyTab *tab = g_ptr_array_index (self->tabs, i);

      if (rl_queue_is_case_of (self->queue, tab->session))
        follow_case (self, tab);
      else if (tab->reading != NULL)
        leave_case (tab);
      update_notice (self, tab);
    }
}

/* What to draw */

static void
draw_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       data)
{
  RlReview *self = data;
  RlSession *session = self->tab->session;
  const char *name;
  g_autofree char *message = NULL;

  if (!rl_queue_is_case_of (self->queue, session))
    {
      rl_window_say (self->window, _("No case of the queue is open"));
      return;
    }

  name = rl_target_list_draw (self->tab->targets, g_variant_get_string (param, NULL));
  if (name == NULL)
    {
      rl_window_say (self->window, _("The protocol asks for nothing more to draw"));
      return;
    }

  if (!draws (rl_session_get_tool (session)) || rl_session_get_tool (session) == RL_TOOL_ERASER)
    rl_session_set_tool (session, get_first_tool (rim_worklist_get_protocol (rl_queue_get_worklist (self->queue))));
  message = g_strdup_printf (_("Draw “%s” now"), name);
  rl_window_say (self->window, message);
}

void
rl_review_add_targets (RlReview   *self,
                       RlStudyTab *tab)
{
  if (tab->targets != NULL)
    return;

  tab->targets = RL_TARGET_LIST (rl_target_list_new (self->queue, tab->session));
  rl_lesion_pane_set_more (tab->lesions, GTK_WIDGET (tab->targets));
}

void
rl_review_set_up_protocol (RlReview *self)
{
  static const GActionEntry entries[] = {
    { .name = "queue-draw", .activate = draw_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->queue, "case-changed", G_CALLBACK (rl_review_update_protocol), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (rl_review_update_protocol), self, G_CONNECT_SWAPPED);
}
