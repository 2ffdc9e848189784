@NullMarked
package dev.vmascope.api;

import org.jspecify.annotations.NullMarked;
