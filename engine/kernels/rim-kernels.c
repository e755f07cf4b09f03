/* rim-kernels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#include <pthread.h>
#include <string.h>

/**
 * rim_kernels_get_cpu_flags:
 *
 * Returns: what this CPU has, of what was compiled
 */
RimCpuFlags
rim_kernels_get_cpu_flags (void)
{
  RimCpuFlags flags = RIM_CPU_FLAGS_NONE;

#ifdef RIM_HAVE_AVX2
  if (__builtin_cpu_supports ("avx2"))
    flags |= RIM_CPU_FLAGS_AVX2;
#endif
#ifdef RIM_HAVE_AVX512
  if (__builtin_cpu_supports ("avx512f"))
    flags |= RIM_CPU_FLAGS_AVX512;
#endif

  return flags;
}

/**
 * rim_kernels_parse_flags:
 * @names: (nullable): names of instruction sets, separated by commas; "c" is
 *   none; %NULL or empty asks for all
 * @available: what there is
 *
 * Returns: those of @available that are named
 */
RimCpuFlags
rim_kernels_parse_flags (const char  *names,
                         RimCpuFlags  available)
{
  g_auto(GStrv) parts = NULL;
  RimCpuFlags flags = RIM_CPU_FLAGS_NONE;

  if (names == NULL || *names == '\0')
    return available;

  parts = g_strsplit (names, ",", -1);
  if (g_strv_contains ((const char * const *) parts, "avx2"))
    flags |= RIM_CPU_FLAGS_AVX2;
  if (g_strv_contains ((const char * const *) parts, "avx512"))
    flags |= RIM_CPU_FLAGS_AVX512;

  return flags & available;
}

/**
 * rim_kernels_for_flags:
 * @flags: instruction sets that this CPU has
 *
 * Starts from the reference and lets each ISA replace what it does better, so
 * that an ISA that has only some of the kernels is still complete.
 *
 * Returns: the kernels
 */
RimKernels
rim_kernels_for_flags (RimCpuFlags flags)
{
  RimKernels kernels;

  rim_kernels_init_c (&kernels);

#ifdef RIM_HAVE_AVX2
  if (flags & RIM_CPU_FLAGS_AVX2)
    rim_kernels_init_avx2 (&kernels);
#endif
#ifdef RIM_HAVE_AVX512
  if (flags & RIM_CPU_FLAGS_AVX512)
    rim_kernels_init_avx512 (&kernels);
#endif

  return kernels;
}

static RimKernels kernels_of_cpu;
static pthread_once_t kernels_once = PTHREAD_ONCE_INIT;

static void
choose_kernels (void)
{
  RimCpuFlags available = rim_kernels_get_cpu_flags ();

  kernels_of_cpu = rim_kernels_for_flags (rim_kernels_parse_flags (g_getenv ("RIMLIGHT_CPU"),
                                                                   available));
}

/**
 * rim_kernels_get:
 *
 * The kernels for this CPU, or fewer where the environment variable
 * RIMLIGHT_CPU names fewer ("c" for none); it is read once.
 *
 * Returns: (transfer none): the kernels
 */
const RimKernels *
rim_kernels_get (void)
{
  pthread_once (&kernels_once, choose_kernels);

  return &kernels_of_cpu;
}
