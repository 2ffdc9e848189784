@NullMarked
package dev.vmascope.rule;

import org.jspecify.annotations.NullMarked;
