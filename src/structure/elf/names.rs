//! What ELF's numbers are called, as in `elf.h`.

use crate::structure::fields::Names;

pub(super) static CLASS: &Names = &[(1, "ELFCLASS32"), (2, "ELFCLASS64")];

pub(super) static DATA: &Names = &[(1, "ELFDATA2LSB"), (2, "ELFDATA2MSB")];

pub(super) static OS_ABI: &Names = &[
    (0, "ELFOSABI_SYSV"),
    (1, "ELFOSABI_HPUX"),
    (2, "ELFOSABI_NETBSD"),
    (3, "ELFOSABI_GNU"),
    (6, "ELFOSABI_SOLARIS"),
    (9, "ELFOSABI_FREEBSD"),
    (12, "ELFOSABI_OPENBSD"),
    (97, "ELFOSABI_ARM"),
    (255, "ELFOSABI_STANDALONE"),
];

pub(super) static FILE_TYPE: &Names =
    &[(0, "ET_NONE"), (1, "ET_REL"), (2, "ET_EXEC"), (3, "ET_DYN"), (4, "ET_CORE")];

pub(super) static MACHINE: &Names = &[
    (0, "EM_NONE"),
    (2, "EM_SPARC"),
    (3, "EM_386"),
    (4, "EM_68K"),
    (8, "EM_MIPS"),
    (15, "EM_PARISC"),
    (20, "EM_PPC"),
    (21, "EM_PPC64"),
    (22, "EM_S390"),
    (40, "EM_ARM"),
    (42, "EM_SH"),
    (43, "EM_SPARCV9"),
    (50, "EM_IA_64"),
    (62, "EM_X86_64"),
    (83, "EM_AVR"),
    (94, "EM_XTENSA"),
    (105, "EM_MSP430"),
    (183, "EM_AARCH64"),
    (224, "EM_AMDGPU"),
    (243, "EM_RISCV"),
    (247, "EM_BPF"),
    (258, "EM_LOONGARCH"),
];

pub(super) static SEGMENT_TYPE: &Names = &[
    (0, "PT_NULL"),
    (1, "PT_LOAD"),
    (2, "PT_DYNAMIC"),
    (3, "PT_INTERP"),
    (4, "PT_NOTE"),
    (5, "PT_SHLIB"),
    (6, "PT_PHDR"),
    (7, "PT_TLS"),
    (0x6474_E550, "PT_GNU_EH_FRAME"),
    (0x6474_E551, "PT_GNU_STACK"),
    (0x6474_E552, "PT_GNU_RELRO"),
    (0x6474_E553, "PT_GNU_PROPERTY"),
];

pub(super) static SEGMENT_FLAGS: &Names = &[(4, "PF_R"), (2, "PF_W"), (1, "PF_X")];

pub(super) static SECTION_TYPE: &Names = &[
    (0, "SHT_NULL"),
    (1, "SHT_PROGBITS"),
    (2, "SHT_SYMTAB"),
    (3, "SHT_STRTAB"),
    (4, "SHT_RELA"),
    (5, "SHT_HASH"),
    (6, "SHT_DYNAMIC"),
    (7, "SHT_NOTE"),
    (8, "SHT_NOBITS"),
    (9, "SHT_REL"),
    (10, "SHT_SHLIB"),
    (11, "SHT_DYNSYM"),
    (14, "SHT_INIT_ARRAY"),
    (15, "SHT_FINI_ARRAY"),
    (16, "SHT_PREINIT_ARRAY"),
    (17, "SHT_GROUP"),
    (18, "SHT_SYMTAB_SHNDX"),
    (19, "SHT_RELR"),
    (0x6FFF_FFF5, "SHT_GNU_ATTRIBUTES"),
    (0x6FFF_FFF6, "SHT_GNU_HASH"),
    (0x6FFF_FFFD, "SHT_GNU_verdef"),
    (0x6FFF_FFFE, "SHT_GNU_verneed"),
    (0x6FFF_FFFF, "SHT_GNU_versym"),
    (0x7000_0001, "SHT_X86_64_UNWIND"),
];

pub(super) static SECTION_FLAGS: &Names = &[
    (1, "SHF_WRITE"),
    (2, "SHF_ALLOC"),
    (4, "SHF_EXECINSTR"),
    (0x10, "SHF_MERGE"),
    (0x20, "SHF_STRINGS"),
    (0x40, "SHF_INFO_LINK"),
    (0x80, "SHF_LINK_ORDER"),
    (0x100, "SHF_OS_NONCONFORMING"),
    (0x200, "SHF_GROUP"),
    (0x400, "SHF_TLS"),
    (0x800, "SHF_COMPRESSED"),
    (0x20_0000, "SHF_GNU_RETAIN"),
    (0x8000_0000, "SHF_EXCLUDE"),
];

pub(super) static SYMBOL_TYPE: &Names = &[
    (0, "STT_NOTYPE"),
    (1, "STT_OBJECT"),
    (2, "STT_FUNC"),
    (3, "STT_SECTION"),
    (4, "STT_FILE"),
    (5, "STT_COMMON"),
    (6, "STT_TLS"),
    (10, "STT_GNU_IFUNC"),
];

pub(super) static SYMBOL_BIND: &Names =
    &[(0, "STB_LOCAL"), (1, "STB_GLOBAL"), (2, "STB_WEAK"), (10, "STB_GNU_UNIQUE")];

pub(super) static DYNAMIC_TAGS: &Names = &[
    (0, "DT_NULL"),
    (1, "DT_NEEDED"),
    (2, "DT_PLTRELSZ"),
    (3, "DT_PLTGOT"),
    (4, "DT_HASH"),
    (5, "DT_STRTAB"),
    (6, "DT_SYMTAB"),
    (7, "DT_RELA"),
    (8, "DT_RELASZ"),
    (9, "DT_RELAENT"),
    (10, "DT_STRSZ"),
    (11, "DT_SYMENT"),
    (12, "DT_INIT"),
    (13, "DT_FINI"),
    (14, "DT_SONAME"),
    (15, "DT_RPATH"),
    (16, "DT_SYMBOLIC"),
    (17, "DT_REL"),
    (18, "DT_RELSZ"),
    (19, "DT_RELENT"),
    (20, "DT_PLTREL"),
    (21, "DT_DEBUG"),
    (22, "DT_TEXTREL"),
    (23, "DT_JMPREL"),
    (24, "DT_BIND_NOW"),
    (25, "DT_INIT_ARRAY"),
    (26, "DT_FINI_ARRAY"),
    (27, "DT_INIT_ARRAYSZ"),
    (28, "DT_FINI_ARRAYSZ"),
    (29, "DT_RUNPATH"),
    (30, "DT_FLAGS"),
    (32, "DT_PREINIT_ARRAY"),
    (33, "DT_PREINIT_ARRAYSZ"),
    (35, "DT_RELRSZ"),
    (36, "DT_RELR"),
    (37, "DT_RELRENT"),
    (0x6FFF_FEF5, "DT_GNU_HASH"),
    (0x6FFF_FFF0, "DT_VERSYM"),
    (0x6FFF_FFF9, "DT_RELACOUNT"),
    (0x6FFF_FFFA, "DT_RELCOUNT"),
    (0x6FFF_FFFB, "DT_FLAGS_1"),
    (0x6FFF_FFFC, "DT_VERDEF"),
    (0x6FFF_FFFD, "DT_VERDEFNUM"),
    (0x6FFF_FFFE, "DT_VERNEED"),
    (0x6FFF_FFFF, "DT_VERNEEDNUM"),
];
