@NullMarked
package dev.vmascope.mapping.secret;

import org.jspecify.annotations.NullMarked;
