@NullMarked
package dev.vmascope.systemtest;

import org.jspecify.annotations.NullMarked;
