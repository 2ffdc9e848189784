// Makes an ELF object whose description is as large as can be, and maps it as code: thousands of notes, dynamic entries
// and sections. Argument: the file to make.
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { NOTES = 4096, NOTES_A_SEGMENT = 500, NOTE_BYTES = 1024, DYNAMIC = 16384, SECTIONS = 16000, NAME = 62 };

static FILE *out;

static long here(long alignment) {
  while (ftell(out) % alignment) fputc(0, out);
  return ftell(out);
}

static void filled(int letter, int count) {
  for (int i = 0; i < count; i++) fputc(letter, out);
}

int main(int argc, char **argv) {
  if (argc != 2 || !(out = fopen(argv[1], "w+"))) return 1;
  Elf64_Phdr parts[16] = {{0}};
  int count = 3;
  filled(0, 4096);
  for (int left = NOTES; left > 0; left -= NOTES_A_SEGMENT) {
    long start = here(4);
    for (int i = 0; i < NOTES_A_SEGMENT && i < left; i++) {
      Elf64_Nhdr note = {NOTE_BYTES, NOTE_BYTES, 7};
      fwrite(&note, sizeof note, 1, out);
      filled('N', NOTE_BYTES - 1);
      fputc(0, out);
      filled(i, NOTE_BYTES);
    }
    long size = ftell(out) - start;
    parts[count++] = (Elf64_Phdr){PT_NOTE, PF_R, start, start, start, size, size, 4};
  }
  long names = here(16);
  fputc(0, out);
  for (int i = 0; i < 10; i++) {
    filled('s', NAME);
    fputc(0, out);
  }
  long namesEnd = ftell(out);
  long dynamic = here(16);
  for (int i = 0; i < DYNAMIC; i++) {
    Elf64_Dyn entry = {i == 0 ? DT_STRTAB : i == 1 ? DT_STRSZ : i == DYNAMIC - 1 ? DT_NULL : DT_RUNPATH,
                       {i == 0 ? names : i == 1 ? namesEnd - names : 1}};
    fwrite(&entry, sizeof entry, 1, out);
  }
  long sections = here(64);
  for (int i = 0; i < SECTIONS; i++) {
    Elf64_Shdr section = {i > 0, i == 0 ? SHT_NULL : i == 1 ? SHT_STRTAB : SHT_PROGBITS, i > 1 ? SHF_ALLOC : 0,
                          i > 1 ? 0x1000 + i : 0, i == 1 ? names : 0x1000, i == 1 ? namesEnd - names : 1, 0, 0, 1, 0};
    fwrite(&section, sizeof section, 1, out);
  }
  long total = here(4096);
  parts[0] = (Elf64_Phdr){PT_LOAD, PF_R | PF_X, 0, 0, 0, total, total, 4096};
  parts[1] = (Elf64_Phdr){PT_LOAD, PF_R | PF_W, total + 4096, total + 4096, total + 4096, 0, 4096, 4096};
  parts[2] = (Elf64_Phdr){PT_DYNAMIC, PF_R | PF_W, dynamic, dynamic, dynamic, 16 * DYNAMIC, 16 * DYNAMIC, 8};
  Elf64_Ehdr head = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
                     .e_type = ET_DYN,
                     .e_machine = EM_X86_64,
                     .e_version = EV_CURRENT,
                     .e_phoff = sizeof(Elf64_Ehdr),
                     .e_shoff = sections,
                     .e_ehsize = sizeof(Elf64_Ehdr),
                     .e_phentsize = sizeof(Elf64_Phdr),
                     .e_phnum = count,
                     .e_shentsize = sizeof(Elf64_Shdr),
                     .e_shnum = SECTIONS,
                     .e_shstrndx = 1};
  rewind(out);
  fwrite(&head, sizeof head, 1, out);
  fwrite(parts, sizeof(Elf64_Phdr), count, out);
  if (fclose(out)) return 1;
  int file = open(argv[1], O_RDONLY);
  if (mmap(NULL, total, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0) == MAP_FAILED) return 1;
  puts("READY");
  fflush(stdout);
  pause();
}
