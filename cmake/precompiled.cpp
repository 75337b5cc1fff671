// What carries a set of precompiled headers (quick_builds.cmake): it has nothing of its own.
