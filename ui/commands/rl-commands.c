/* rl-commands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-commands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "delineate/rim-image-operation.h"

#define GENERAL N_("General")
#define COHORT  N_("Cohort")
#define READING N_("Reading")
#define SLICES  N_("Slices")
#define WINDOWS N_("Windows of CT and PET")
#define MAPS    N_("Maps over the images")
#define VIEWS   N_("Views")
#define PLANES  N_("Planes")
#define TOOLS   N_("Tools")
#define LESIONS N_("Lesions")
#define RULERS  N_("Measurements")
#define CHANGES N_("Change the lesion")

static const RlCommand commands[] = {
  { GENERAL, "win.import-folder", N_("Import a folder") },
  { GENERAL, "win.import-files", N_("Import files") },
  { GENERAL, "win.new-tab", N_("New tab") },
  { GENERAL, "win.open-in-tab", N_("Open what is selected in a new tab") },
  { GENERAL, "win.close-tab", N_("Close the tab") },
  { GENERAL, "win.close-other-tabs", N_("Close the other tabs") },
  { GENERAL, "win.reopen-tab", N_("Reopen the tab closed last") },
  { GENERAL, "win.next-tab(1)", N_("Next tab") },
  { GENERAL, "win.next-tab(-1)", N_("Previous tab") },
  { GENERAL, "win.move-tab(1)", N_("Move the tab to the right") },
  { GENERAL, "win.move-tab(-1)", N_("Move the tab to the left") },
  { GENERAL, "win.close-study", N_("Close the study") },
  { GENERAL, "win.save", N_("Save the segmentation") },
  { GENERAL, "win.relocate", N_("Find moved files") },
  { GENERAL, "win.choose-library", N_("Choose another library folder") },
  { GENERAL, "win.open-demo", N_("Open demo patients") },
  { GENERAL, "win.workspace('review')", N_("Workspace Review") },
  { GENERAL, "win.workspace('patient')", N_("Workspace Patient") },
  { GENERAL, "win.workspace('queue')", N_("Workspace Queue") },
  { GENERAL, "win.workspace('cohort')", N_("Workspace Cohort") },
  { GENERAL, "win.undo", N_("Undo") },
  { GENERAL, "win.redo", N_("Redo") },
  { GENERAL, "win.show-browser", N_("Patients") },
  { GENERAL, "win.show-lesions", N_("Inspector") },
  { GENERAL, "win.inspector-page('lesions')", N_("Lesions") },
  { GENERAL, "win.inspector-page('features')", N_("Features") },
  { GENERAL, "win.inspector-page('maps')", N_("Maps") },
  { GENERAL, "win.inspector-page('measurements')", N_("Measurements") },
  { GENERAL, "win.inspector-page('score')", N_("Score") },
  { GENERAL, "win.inspector-page('compare')", N_("Compare readers or versions") },
  { GENERAL, "win.inspector-page('history')", N_("History") },
  { GENERAL, "win.find-feature", N_("Find a feature") },
  { GENERAL, "win.find-map", N_("Choose a map") },
  { GENERAL, "win.export-map", N_("Export the map as Parametric Map or NIfTI") },
  { GENERAL, "win.open-map", N_("Open a map that was made elsewhere") },
  { GENERAL, "win.suv-details", N_("How SUV is computed") },
  { GENERAL, "win.show-palette", N_("Commands") },
  { GENERAL, "win.show-shortcuts", N_("Keyboard shortcuts") },
  { GENERAL, "app.preferences", N_("Preferences") },
  { GENERAL, "app.about", N_("About Rimlight") },
  { GENERAL, "app.quit", N_("Quit") },

  { COHORT, "win.open-cohort", N_("Open a table") },
  { COHORT, "win.open-demo-cohort", N_("Open the synthetic cohort") },
  { COHORT, "win.cohort-page('data')", N_("Columns and rows") },
  { COHORT, "win.cohort-page('outcome')", N_("Outcome and validation") },
  { COHORT, "win.cohort-page('recipe')", N_("Recipes") },
  { COHORT, "win.train-cohort", N_("Train the recipe that is chosen") },
  { COHORT, "win.cohort-page('training')", N_("What was learned") },
  { COHORT, "win.cohort-page('signatures')", N_("Signatures") },

  { READING, "win.next-series(1)", N_("Next series") },
  { READING, "win.next-series(-1)", N_("Previous series") },
  { READING, "win.next-study(1)", N_("Next study") },
  { READING, "win.next-study(-1)", N_("Previous study") },
  { READING, "win.next-undone", N_("Next study that is not done") },
  { READING, "win.set-status('reviewed')", N_("Mark the study as reviewed") },
  { READING, "win.set-status('rejected')", N_("Mark the study as rejected") },
  { READING, "win.set-status('started')", N_("Mark the study as in progress") },
  { READING, "win.set-status('unread')", N_("Mark the study as unread") },
  { READING, "win.find-patient", N_("Find a patient") },
  { READING, "win.show-queue", N_("Queue") },
  { READING, "win.open-protocol", N_("Open a protocol") },
  { READING, "win.queue-step(1)", N_("Next case of the queue") },
  { READING, "win.queue-step(-1)", N_("Previous case of the queue") },
  { READING, "win.queue-draw('')", N_("Draw the next lesion of the protocol") },
  { READING, "win.show-agreement", N_("Agreement of the readers of the queue") },
  { READING, "win.export-training", N_("Export a training set") },
  { READING, "win.queue-done", N_("Store the case as done") },
  { READING, "win.queue-skip('skipped')", N_("Skip the case") },
  { READING, "win.queue-skip('rejected')", N_("Reject the case") },
  { READING, "win.inspector-page('questions')", N_("Questions") },

  { SLICES, "view.scroll(-1)", N_("Previous slice") },
  { SLICES, "view.scroll(1)", N_("Next slice") },
  { SLICES, "view.scroll(-10)", N_("Ten slices back") },
  { SLICES, "view.scroll(10)", N_("Ten slices on") },
  { SLICES, "view.scroll(-65536)", N_("First slice") },
  { SLICES, "view.scroll(65536)", N_("Last slice") },

  { WINDOWS, "view.preset(0)", N_("Automatic") },
  { WINDOWS, "view.preset(1)", N_("Lung; SUV 0–5") },
  { WINDOWS, "view.preset(2)", N_("Mediastinum; SUV 0–6") },
  { WINDOWS, "view.preset(3)", N_("Bone; SUV 0–7") },
  { WINDOWS, "view.preset(4)", N_("Liver; SUV 0–10") },
  { WINDOWS, "view.preset(5)", N_("Brain; SUV 0–15") },
  { WINDOWS, "view.preset(6)", N_("Soft tissue; SUV 0–20") },
  { WINDOWS, "view.preset(7)", N_("Your own window 7") },
  { WINDOWS, "view.preset(8)", N_("Your own window 8") },
  { WINDOWS, "view.preset(9)", N_("Your own window 9") },
  { WINDOWS, "view.file-window(0)", N_("Window of the file") },
  { WINDOWS, "view.next-file-window", N_("Next window of the file") },
  { WINDOWS, "view.invert", N_("Invert") },
  { WINDOWS, "view.display", N_("Type the window, choose colours and units") },
  { WINDOWS, "view.reset-display", N_("Usual windows, colours and fusion") },
  { WINDOWS, "session.show-legend", N_("Legend of colours") },
  { WINDOWS, "session.map-held", N_("Hold the voxel of the map that is explained") },
  { WINDOWS, "view.opacity(-0.1)", N_("PET less opaque") },
  { WINDOWS, "view.opacity(0.1)", N_("PET more opaque") },
  { WINDOWS, "session.swap-layers", N_("CT over PET") },

  { MAPS, NULL, N_("Show or hide the map; hide while held"), "f" },
  { MAPS, "session.show-map", N_("Show or hide the map") },
  { MAPS, "view.map-opacity(-0.1)", N_("Map less opaque") },
  { MAPS, "view.map-opacity(0.1)", N_("Map more opaque") },
  { MAPS, "view.map-isolines", N_("Lines of equal value, or none") },
  { MAPS, "view.map-swipe", N_("Swipe: images left of a line, the map right of it") },
  { MAPS, "view.move-swipe(-0.05)", N_("Swipe line to the left") },
  { MAPS, "view.move-swipe(0.05)", N_("Swipe line to the right") },
  { MAPS, "view.pane-map", N_("Map in the pane, or the images alone") },
  { MAPS, "grid.layout('map')", N_("Images and map side by side") },

  { VIEWS, "grid.content('ct')", N_("CT") },
  { VIEWS, "grid.content('pet')", N_("PET") },
  { VIEWS, "grid.content('fused')", N_("PET over CT") },
  { VIEWS, "grid.layout('one')", N_("One plane") },
  { VIEWS, "grid.layout('two')", N_("Two planes") },
  { VIEWS, "grid.layout('three')", N_("Three planes") },
  { VIEWS, "grid.layout('four')", N_("Three planes and the turning projection") },
  { VIEWS, "grid.layout('four-3d')", N_("Three planes and 3-D") },
  { VIEWS, "grid.layout('nine')", N_("CT, PET and fusion side by side") },
  { VIEWS, "grid.layout('ten')", N_("CT, PET, fusion and the turning projection") },
  { VIEWS, "grid.layout('compare')", N_("Baseline and follow-up") },
  { VIEWS, "grid.layout('compare-planes')", N_("Baseline and follow-up, three planes") },
  { VIEWS, "grid.layout('compare-pet')", N_("Baseline and follow-up, PET/CT") },
  { VIEWS, "view.pane-shows('volume')", N_("3-D in the pane") },
  { VIEWS, "view.pane-split('right')", N_("Split the pane to the right") },
  { VIEWS, "view.pane-split('down')", N_("Split the pane downwards") },
  { VIEWS, "view.pane-remove", N_("Remove the pane") },
  { VIEWS, "view.pane-role", N_("Show the other study in the pane") },
  { VIEWS, "view.detach", N_("Show the pane in a window of its own") },
  { VIEWS, "grid.linked", N_("Link or unlink both studies") },
  { VIEWS, "view.link-here", N_("Link both studies here") },
  { VIEWS, "view.next-pane(1)", N_("Next pane") },
  { VIEWS, "view.next-pane(-1)", N_("Previous pane") },
  { VIEWS, "view.maximize", N_("Maximize the pane") },
  { VIEWS, "view.menu", N_("Menu of the pane") },
  { VIEWS, "view.zoom(1.25)", N_("Zoom in") },
  { VIEWS, "view.zoom(0.8)", N_("Zoom out") },
  { VIEWS, "view.fit", N_("Show the whole plane") },
  { VIEWS, "view.actual-size", N_("Show pixels one to one") },
  { VIEWS, "view.flip", N_("Flip the plane") },
  { VIEWS, "view.rotate", N_("Turn the plane") },
  { VIEWS, "view.reset", N_("Reset the view") },
  { VIEWS, "view.cine", N_("Play the slices") },
  { VIEWS, "win.fullscreen", N_("Images only, on the full screen") },
  { VIEWS, NULL, N_("CT alone while held"), "t" },
  { VIEWS, NULL, N_("Magnifying glass while held"), "m" },
  { VIEWS, "session.interpolate", N_("Smooth pixels") },
  { VIEWS, "session.show-text", N_("Text over images") },

  { PLANES, "view.turn('left')", N_("Turn to the left") },
  { PLANES, "view.turn('right')", N_("Turn to the right") },
  { PLANES, "view.turn('up')", N_("Turn up") },
  { PLANES, "view.turn('down')", N_("Turn down") },
  { PLANES, "view.turn-finely('left')", N_("Turn finely to the left") },
  { PLANES, "view.turn-finely('right')", N_("Turn finely to the right") },
  { PLANES, "view.turn-finely('up')", N_("Turn finely up") },
  { PLANES, "view.turn-finely('down')", N_("Turn finely down") },
  { PLANES, "view.straighten", N_("Straight planes again") },
  { PLANES, "view.next-slab", N_("No slab, MIP, mean, MinIP") },
  { PLANES, "view.slab-thickness(5.0)", N_("Thicker slab") },
  { PLANES, "view.slab-thickness(-5.0)", N_("Thinner slab") },

  { TOOLS, "session.tool('window')", N_("Window and level") },
  { TOOLS, "session.tool('window-region')", N_("Window of a rectangle") },
  { TOOLS, "session.tool('crosshair')", N_("Crosshair") },
  { TOOLS, "session.tool('brush')", N_("Brush") },
  { TOOLS, "session.tool('eraser')", N_("Eraser") },
  { TOOLS, "session.tool('sphere')", N_("Sphere brush") },
  { TOOLS, "session.tool('nudge')", N_("Nudge the border") },
  { TOOLS, "session.brush-limited", N_("Limit brushes, or do not") },
  { TOOLS, "session.brush-limit('none')", N_("Brushes change all they sweep") },
  { TOOLS, "session.brush-limit('window')", N_("Brushes within the window only") },
  { TOOLS, "session.brush-limit('range')", N_("Brushes between two values only") },
  { TOOLS, "session.brush-limit('like')", N_("Brushes like the first press only") },
  { TOOLS, "session.tool('contour')", N_("Contour") },
  { TOOLS, "session.tool('polygon')", N_("Polygon") },
  { TOOLS, "session.tool('spline')", N_("Spline") },
  { TOOLS, "session.tool('livewire')", N_("Livewire") },
  { TOOLS, "session.tool('lasso')", N_("Scissors") },
  { TOOLS, "session.tool('nodes')", N_("Nodes of the outline") },
  { TOOLS, "session.smooth-nodes", N_("Curves or straight lines between nodes") },
  { TOOLS, "session.tool('click')", N_("One click") },
  { TOOLS, "session.method('surface')", N_("Tumour on PET in one click") },
  { TOOLS, "session.method('nodule')", N_("Lung nodule in one click") },
  { TOOLS, "session.method('vote')", N_("Majority of four rules on PET") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('percent-40')", N_("40 % of maximum") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('percent-41')", N_("41 % of maximum") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('percent-42')", N_("42 % of maximum") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('percent-50')", N_("50 % of maximum") },
  { TOOLS, "session.method('suv-2.5')", N_("SUV 2.5") },
  { TOOLS, "session.method('suv-3')", N_("SUV 3") },
  { TOOLS, "session.method('suv-4')", N_("SUV 4") },
  { TOOLS, "session.method('percist-liver')", N_("PERCIST, liver") },
  { TOOLS, "session.method('percist-blood')", N_("PERCIST, blood pool") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('corrected-41')", N_("41 % over background") },
  /* xgettext:no-c-format */
  { TOOLS, "session.method('corrected-50')", N_("50 % over background") },
  { TOOLS, "session.method('nestle')", N_("Adaptive, Nestle") },
  { TOOLS, "session.method('black')", N_("Adaptive, Black") },
  { TOOLS, "session.method('iterative')", N_("Adaptive, iterative") },
  { TOOLS, "session.method('watershed')", N_("Gradient on PET") },
  { TOOLS, "session.method('grow')", N_("Region growing, smoothed") },
  { TOOLS, "session.method('otsu')", N_("Otsu") },
  { TOOLS, "session.tool('grow')", N_("Region growing") },
  { TOOLS, "session.tool('threshold')", N_("Threshold") },
  { TOOLS, "session.tool('seeds')", N_("Grow from seeds: mark what is of the lesion") },
  { TOOLS, "session.tool('seeds-out')", N_("Grow from seeds: mark what is not") },
  { TOOLS, "view.finish", N_("Place a point, or close the contour") },
  { TOOLS, "view.back", N_("Take back the last point") },
  { TOOLS, "view.last-tool", N_("Back to the last tool") },
  { TOOLS, "view.brush-size(-1)", N_("Smaller brush") },
  { TOOLS, "view.brush-size(1)", N_("Larger brush") },
  { TOOLS, "view.cancel", N_("Cancel the stroke") },

  { RULERS, "session.tool('length')", N_("Length") },
  { RULERS, "session.tool('bidirectional')", N_("Bidirectional: long axis and perpendicular") },
  { RULERS, "session.tool('angle')", N_("Angle") },
  { RULERS, "session.tool('ellipse')", N_("Ellipse") },
  { RULERS, "session.tool('rectangle')", N_("Rectangle") },
  { RULERS, "session.tool('freehand')", N_("Freehand region") },
  { RULERS, "session.tool('probe')", N_("Point probe") },
  { RULERS, "session.tool('arrow')", N_("Arrow") },
  { RULERS, "session.tool('text')", N_("Text") },
  { RULERS, "measure.lesion", N_("Measure the lesion: longest diameter and perpendicular") },
  { RULERS, "measure.next(-1)", N_("Previous measurement") },
  { RULERS, "measure.next(1)", N_("Next measurement") },
  { RULERS, "measure.jump", N_("Go to the measurement") },
  { RULERS, "measure.rename", N_("Name the measurement") },
  { RULERS, "measure.attach", N_("Attach the measurement to the lesion, or detach it") },
  { RULERS, "measure.release-label", N_("Let the label find its place again") },
  { RULERS, "measure.toggle-locked", N_("Lock or unlock the measurement") },
  { RULERS, "measure.delete", N_("Delete the measurement") },
  { RULERS, "win.save-measurements", N_("Save measurements as DICOM SR or CSV") },
  { RULERS, "win.open-measurements", N_("Open measurements of a DICOM SR") },
  { RULERS, "session.show-measurements", N_("Show or hide measurements") },
  { RULERS, NULL, N_("In the list: go to the measurement"), "Return" },
  { RULERS, NULL, N_("In the list: rename the measurement"), "F2" },
  { RULERS, NULL, N_("In the list: lock or unlock the measurement"), "k" },
  { RULERS, NULL, N_("In the list: delete the measurement"), "Delete" },

  { LESIONS, "view.next-lesion(-1)", N_("Previous lesion") },
  { LESIONS, "view.next-lesion(1)", N_("Next lesion") },
  { LESIONS, "win.switch-image", N_("Lesions of the other image, CT or PET") },
  { LESIONS, "view.copy-slice(-1)", N_("Copy the contour to the previous slice") },
  { LESIONS, "view.copy-slice(1)", N_("Copy the contour to the next slice") },
  { LESIONS, "session.overlap('join')", N_("Join the contour with the lesion it lies over") },
  { LESIONS, "session.overlap('cut-out')", N_("Cut the contour out of the lesion it lies over") },
  { LESIONS, "session.overlap('keep')", N_("Keep both, the contour and the lesion it lies over") },
  { LESIONS, "session.overlap('trim')", N_("Trim the contour at the lesion it lies over") },
  { LESIONS, "session.keep-others", N_("Keep or overlap other lesions") },
  { LESIONS, "session.show-contours", N_("Show or hide contours") },
  { LESIONS, "session.show-fill", N_("Tint or only outline the active lesion") },
  { LESIONS, "session.show-difference", N_("Show or hide the difference from what is compared") },
  { LESIONS, NULL, N_("Show or hide contours; hide while held"), "s" },
  { LESIONS, "review.details", N_("Kind, site, status and signature of the lesion") },
  { LESIONS, "review.features", N_("Semantic features of the lesion") },
  { LESIONS, "win.save-answers", N_("Save semantic features as CSV or JSON") },
  { LESIONS, "review.finish", N_("Mark the lesion as done") },
  { LESIONS, "review.approve", N_("Approve the lesion") },
  { LESIONS, "review.reject", N_("Reject the lesion, with a reason") },
  { LESIONS, "review.reopen", N_("Reopen the lesion") },
  { LESIONS, "review.comment", N_("Comment on the lesion at the crosshair") },
  { LESIONS, "review.next-comment(1)", N_("Next open comment") },
  { LESIONS, "review.next-comment(-1)", N_("Previous open comment") },
  { LESIONS, "review.sign", N_("Sign the lesion") },
  { LESIONS, NULL, N_("In the list: go to the lesion"), "Return" },
  { LESIONS, NULL, N_("In the list: show the lesion over time"), "Right" },
  { LESIONS, NULL, N_("In the list: hide its other times"), "Left" },
  { LESIONS, NULL, N_("In the list: rename the lesion"), "F2" },
  { LESIONS, NULL, N_("In the list: lock or unlock the lesion"), "k" },
  { LESIONS, NULL, N_("In the list: show or hide the lesion"), "v" },
  { LESIONS, NULL, N_("In the list: delete the lesion"), "Delete" },
  { LESIONS, NULL, N_("In the history: go back or forward to the step"), "Return" },
};

static gpointer
make_all (gpointer data)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (RlCommand));

  g_array_append_vals (all, commands, G_N_ELEMENTS (commands));
  for (guint n = 0; rim_image_operation_get (n) != NULL; n++)
    {
      const RimOperation *operation = rim_image_operation_get (n);
      RlCommand command = { .section = CHANGES, .title = operation->name };

      command.action = g_strdup_printf ("session.operation('%s')", operation->id);
      g_array_append_val (all, command);
    }

  return all;
}

/* Returns: (transfer none): all commands, those of a section together; the operations of
 *   the engine are the last
 */
const RlCommand *
rl_commands_get (gsize *n_commands)
{
  static GOnce once = G_ONCE_INIT;
  const GArray *all = g_once (&once, make_all, NULL);

  *n_commands = all->len;

  return (const RlCommand *) (gconstpointer) all->data;
}

/* Returns: (transfer none) (nullable): the command that gives @action */
const RlCommand *
rl_commands_find (const char *action)
{
  gsize n;
  const RlCommand *all = rl_commands_get (&n);

  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (all[i].action, action) == 0)
      return &all[i];

  return NULL;
}

/* Returns: (transfer none) (nullable): what works while @key is held */
const RlCommand *
rl_commands_find_held (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].held, key) == 0)
      return &commands[i];

  return NULL;
}
