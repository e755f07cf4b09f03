/* bench-memory.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What an extraction takes at most beyond image and mask, counted: every block that
 * is allocated in this process, as large as it truly is, and every page that is
 * mapped. The allocator's functions are those below.
 */

#include <dlfcn.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "feature/rim-extract.h"
#include "format/rim-image.h"
#include "rim-test-data.h"

#define ALLOWED 40.0

extern void *__libc_malloc   (size_t size);
extern void *__libc_calloc   (size_t n,
                              size_t size);
extern void *__libc_realloc  (void  *block,
                              size_t size);
extern void *__libc_memalign (size_t alignment,
                              size_t size);
extern void __libc_free (void *block);

int posix_memalign (void  **block,
                    size_t  alignment,
                    size_t  size);

static atomic_llong held;
static atomic_llong most;

static void
count (gint64 bytes)
{
  long long now = atomic_fetch_add (&held, bytes) + bytes;
  long long before = atomic_load (&most);

  while (now > before && !atomic_compare_exchange_weak (&most, &before, now))
    ;
}

static void *
counted (void *block)
{
  if (block != NULL)
    count ((gint64) malloc_usable_size (block));

  return block;
}

void *
malloc (size_t size)
{
  return counted (__libc_malloc (size));
}

void *
calloc (size_t n,
        size_t size)
{
  return counted (__libc_calloc (n, size));
}

void *
realloc (void   *block,
         size_t  size)
{
  gint64 before = block != NULL ? (gint64) malloc_usable_size (block) : 0;
  void *result = __libc_realloc (block, size);

  if (result != NULL || size == 0)
    count (-before);

  return counted (result);
}

void *
memalign (size_t alignment,
          size_t size)
{
  return counted (__libc_memalign (alignment, size));
}

void *
aligned_alloc (size_t alignment,
               size_t size)
{
  return memalign (alignment, size);
}

int
posix_memalign (void   **block,
                size_t   alignment,
                size_t   size)
{
  *block = memalign (alignment, size);

  return *block != NULL ? 0 : ENOMEM;
}

void
free (void *block)
{
  if (block != NULL)
    count (-(gint64) malloc_usable_size (block));
  __libc_free (block);
}

/* The allocator's own calls do not come here. */
void *
mmap (void   *address,
      size_t  length,
      int     protection,
      int     flags,
      int     file,
      off_t   offset)
{
  static void *(*next) (void *,
                        size_t,
                        int,
                        int,
                        int,
                        off_t);

  if (next == NULL)
    next = dlsym (RTLD_NEXT, "mmap");
  if ((flags & MAP_ANONYMOUS) != 0)
    count ((gint64) length);

  return next (address, length, protection, flags, file, offset);
}

int
munmap (void   *address,
        size_t  length)
{
  static int (*next) (void *,
                      size_t);

  if (next == NULL)
    next = dlsym (RTLD_NEXT, "munmap");
  count (-(gint64) length);

  return next (address, length);
}

static gsize
count_box (RimMask *mask)
{
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    return 0;

  return (gsize) (box.max[0] - box.min[0]) * (box.max[1] - box.min[1]) * (box.max[2] - box.min[2]);
}

/* The second run: the first one makes tables that are kept. */
static gboolean
measure (RimVolume  *image,
         RimMask    *mask,
         const char *recipe,
         GError    **error)
{
  g_autoptr(RimSettings) settings = rim_settings_load (recipe, error);
  gsize n = count_box (mask);
  long long before = 0;
  double bytes;

  for (guint run = 0; run < 2 && settings != NULL; run++)
    {
      g_autoptr(RimFeatureTable) table = NULL;

      before = atomic_load (&held);
      atomic_store (&most, before);
      table = rim_extract (image, mask, settings, NULL, NULL, NULL, error);
      if (table == NULL)
        return FALSE;
    }
  if (settings == NULL)
    return FALSE;

  bytes = (double) (atomic_load (&most) - before);

  printf ("%-20s %8.2f MB, %6.2f bytes per voxel of the box of %zu  %s: %g allowed\n", recipe,
          bytes / 1e6, bytes / (double) n, n, bytes / (double) n <= ALLOWED ? "met" : "MISSED", ALLOWED);

  return TRUE;
}

int
main (void)
{
  g_autofree char *ct = rim_test_data_find ("data/sts/STS_001/nifti/CT_image.nii.gz");
  g_autofree char *contours = rim_test_data_find ("data/sts/STS_001/nifti/CT_mask.nii.gz");
  g_autoptr(RimVolume) image = ct != NULL ? rim_image_read (ct, NULL) : NULL;
  g_autoptr(RimRoiSet) set = contours != NULL ? rim_image_read_labels (contours, NULL) : NULL;
  g_autoptr(GError) error = NULL;
  RimMask *mask;

  if (image == NULL || set == NULL || set->rois->len == 0)
    {
      fprintf (stderr, "STS_001 is not where RIMLIGHT_TEST_DATA says\n");
      return EXIT_FAILURE;
    }

  mask = ((RimRoi *) g_ptr_array_index (set->rois, 0))->mask;
  if (measure (image, mask, "pyradiomics-default", &error) &&
      measure (image, mask, "pyradiomics-2060", &error))
    return EXIT_SUCCESS;

  fprintf (stderr, "%s\n", error->message);

  return EXIT_FAILURE;
}
