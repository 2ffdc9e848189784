/// The feature access: the outcome of touching an address of a live process.
@NullMarked
package dev.vmascope.access;

import org.jspecify.annotations.NullMarked;
