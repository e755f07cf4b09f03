/* rl-study-tab-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"

/* The map is of the core or rim that the signature looks at. */
static void
take_vois (RlStudyTab   *self,
           RimSignature *signature)
{
  GObject *button = G_OBJECT (rl_map_pane_get_voi_button (self->maps));
  RimStudySettings study;

  if (rim_signature_get_study (signature, &study))
    g_object_set (button, "core-depth", study.voi.r_in_mm, "rim-reach", study.voi.r_out_mm, "rim-inside",
                  study.voi.rim_inside, "rim-clip", rim_voi_clip_get_id (study.voi.clip), "fusion",
                  rim_fusion_method_get_id (study.fusion.method), NULL);
}

/* What is chosen changes one by one; no map is made before all of it is. */
static void
show_map_cb (RlStudyTab        *self,
             const RlInputName *name,
             RimSignature      *signature,
             RlScorePane       *pane)
{
  RlMapChooser *chooser = rl_map_pane_get_chooser (self->maps);

  rl_map_chooser_set_feature (chooser, NULL);
  if (name->column.has_study)
    {
      take_vois (self, signature);
      g_object_set (self->maps, "image", rim_study_image_get_id (name->column.image), "voi",
                    rim_voi_kind_get_id (name->column.voi), NULL);
    }
  g_object_set (self->maps, "filter", name->column.image_type, NULL);
  rl_map_chooser_set_feature (chooser, name->map);
  rl_window_show_inspector (self->review->window, "maps");
}

/* Returns: (transfer floating): the page of the score */
GtkWidget *
rl_study_tab_new_score (RlStudyTab *self)
{
  RlReview *review = self->review;
  GtkWidget *pane = rl_score_pane_new (review->jobs, self->session, review->signature);

  self->score = RL_SCORE_PANE (pane);
  g_signal_connect_object (pane, "show-map", G_CALLBACK (show_map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "message", G_CALLBACK (rl_window_say), review->window, G_CONNECT_SWAPPED);

  return pane;
}
