/// The rules by which the kernel decides about an access. Pure functions of facts, which they ask
/// for through one interface.
@NullMarked
package dev.vmascope.access.rule;

import org.jspecify.annotations.NullMarked;
