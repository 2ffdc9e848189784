/* Mappings that reach past the end of their file, and files that change under the mapping. */
#include "access.h"
#include <fcntl.h>
#include <stdio.h>

/* A file of 100 bytes under four pages. */
static char *short_file(int protection, int flags)
{
    return map(4 * page, protection, flags, file_of(100), 0);
}

/* @offset from the start, or from the end of the page that holds the last byte */
static char *last_page_at(long offset)
{
    return short_file(R | W, MAP_SHARED) + (offset < 0 ? page + offset : offset);
}

static char *past_end_private(long protection)
{
    return short_file(protection, MAP_PRIVATE) + page + 123;
}

static char *past_end_shared(long protection)
{
    return short_file(protection, MAP_SHARED) + page + 123;
}

static char *empty(long protection)
{
    return map(page, protection, MAP_SHARED, file_of(0), 0);
}

/* Not one byte of the second page belongs to it. */
static char *whole_page(long unused)
{
    (void)unused;
    return map(4 * page, R | W, MAP_SHARED, file_of(page), 0) + page;
}

static char *truncated(long flags)
{
    int file = file_of(4 * page);
    char *at = map(4 * page, R | W, flags, file, 0) + 2 * page;

    /* Of a private mapping the kernel takes the written copy too. */
    *at = 1;
    resize(file, page);
    return at;
}

/* Read, and not written, before it was cut. */
static char *read_then_truncated(long flags)
{
    int file = file_of(4 * page);
    char *at = map(4 * page, R | W, flags, file, 0) + 2 * page;

    (void)*(volatile char *)at;
    resize(file, page + 10);
    return at;
}

/* The page that holds the last byte now, behind that byte. */
static char *truncated_in_page(long flags)
{
    return read_then_truncated(flags) - page + 100;
}

/* What was written is gone with the file's end, though that comes back. */
static char *copied_truncated_extended(long unused)
{
    (void)unused;
    int file = file_of(8 * page);
    char *at = map(8 * page, R | W, MAP_PRIVATE, file, 0) + 5 * page;

    *at = 1;
    resize(file, 2 * page + 10);
    resize(file, 8 * page);
    return at;
}

/* Somebody opens it to write it anew, and may write so many pages. */
static char *written_anew(long pages)
{
    int file = file_of(4 * page);
    char *at = map(4 * page, R, MAP_SHARED, file, 0), path[40];

    (void)*(volatile char *)at;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int again = open(path, O_RDWR | O_TRUNC);

    if (again < 0) {
        skip("O_TRUNC");
    }
    resize(again, pages * page);
    return at + 2 * page;
}

static char *extended(long unused)
{
    (void)unused;
    int file = file_of(page);
    char *at = map(4 * page, R | W, MAP_SHARED, file, 0) + 3 * page;

    resize(file, 4 * page);
    return at;
}

static char *shrunk_in_page(long unused)
{
    (void)unused;
    int file = file_of(page);
    char *at = map(page, R | W, MAP_SHARED, file, 0) + page / 2;

    *at = 1;
    resize(file, 10);
    return at;
}

static char *shrunk_then_grown(long unused)
{
    (void)unused;
    int file = file_of(4 * page);
    char *at = map(4 * page, R | W, MAP_SHARED, file, 0) + 2 * page;

    *at = 1;
    resize(file, 0);
    resize(file, 4 * page);
    return at;
}

static char *offset_past_end(long protection)
{
    return map(page, protection, MAP_PRIVATE, file_of(page), 1L << 40);
}

/* The mapping begins inside the file, its second page is past the end. */
static char *offset_then_end(long pages)
{
    return map(2 * page, R | W, MAP_PRIVATE, file_of(4 * page), 3 * page) + pages * page;
}

const struct access_case file_end_cases[] = {
    {"end_in_last_page", last_page_at, ALL, 50},
    {"end_behind_last_byte", last_page_at, ALL, 200},
    {"end_last_byte_of_page", last_page_at, ALL, -1},
    {"past_end_private_none", past_end_private, ALL, PROT_NONE},
    {"past_end_private_r", past_end_private, ALL, R},
    {"past_end_private_rw", past_end_private, ALL, R | W},
    {"past_end_private_rx", past_end_private, ALL, R | X},
    {"past_end_private_rwx", past_end_private, ALL, R | W | X},
    {"past_end_shared_r", past_end_shared, ALL, R},
    {"past_end_shared_rw", past_end_shared, ALL, R | W},
    {"past_end_shared_rx", past_end_shared, ALL, R | X},
    {"end_empty", empty, ALL, R | W},
    {"end_whole_page", whole_page, ALL, 0},
    {"truncated_shared", truncated, ALL, MAP_SHARED},
    {"truncated_copied", truncated, ALL, MAP_PRIVATE},
    {"truncated_read_shared", read_then_truncated, ALL, MAP_SHARED},
    {"truncated_read_private", read_then_truncated, ALL, MAP_PRIVATE},
    {"truncated_in_page_shared", truncated_in_page, ALL, MAP_SHARED},
    {"truncated_in_page_private", truncated_in_page, ALL, MAP_PRIVATE},
    {"truncated_copied_extended", copied_truncated_extended, ALL, 0},
    {"written_anew_empty", written_anew, ALL, 0},
    {"written_anew_short", written_anew, ALL, 2},
    {"written_anew_long", written_anew, ALL, 3},
    {"extended", extended, ALL, 0},
    {"shrunk_in_page", shrunk_in_page, ALL, 0},
    {"shrunk_then_grown", shrunk_then_grown, ALL, 0},
    {"offset_past_end_r", offset_past_end, ALL, R},
    {"offset_past_end_rw", offset_past_end, ALL, R | W},
    {"offset_last_page", offset_then_end, ALL, 0},
    {"offset_then_end", offset_then_end, ALL, 1},
    {0},
};
