@NullMarked
package dev.vmascope.access.rule;

import org.jspecify.annotations.NullMarked;
