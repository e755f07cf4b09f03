/* rl-annotations.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/rl-annotation-shape.h"
#include "canvas/rl-contours.h"

G_BEGIN_DECLS

/**
 * RlAnnotations:
 *
 * The measurements on a canvas: lines, handles of the selected one, and what each
 * says beside it, joined to it by a thin line and out of the way of lesions. A
 * measurement is painted again only when it, the plane or its look changes.
 */
typedef struct _RlAnnotations RlAnnotations;

/* What is no point of a measurement, where one is picked */
#define RL_ANNOTATION_WHOLE (-1)
#define RL_ANNOTATION_LABEL (-2)

RlAnnotations  *rl_annotations_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void            rl_annotations_free     (RlAnnotations  *self);
void            rl_annotations_snapshot (RlAnnotations  *self,
                                         GtkWidget      *widget,
                                         GtkSnapshot    *snapshot,
                                         RlSession      *session,
                                         RlContours     *contours,
                                         const RimPlane *plane);
RimMeasurement *rl_annotations_pick     (RlAnnotations  *self,
                                         GtkWidget      *widget,
                                         RlSession      *session,
                                         const RimPlane *plane,
                                         double          x,
                                         double          y,
                                         int            *handle);
gboolean        rl_annotations_get_label (RlAnnotations   *self,
                                          const char      *id,
                                          graphene_rect_t *bounds,
                                          const char     **text);
guint           rl_annotations_get_n_paints (RlAnnotations *self);
void            rl_annotations_clear    (RlAnnotations  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlAnnotations, rl_annotations_free)

G_END_DECLS
