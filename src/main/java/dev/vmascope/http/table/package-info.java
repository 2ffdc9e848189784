/// Tables for people: cells, columns, headings, units, and the tables of documents.
@NullMarked
package dev.vmascope.http.table;

import org.jspecify.annotations.NullMarked;
