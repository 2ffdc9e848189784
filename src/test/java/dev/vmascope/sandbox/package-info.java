@NullMarked
package dev.vmascope.sandbox;

import org.jspecify.annotations.NullMarked;
