@NullMarked
package dev.vmascope.objects;

import org.jspecify.annotations.NullMarked;
