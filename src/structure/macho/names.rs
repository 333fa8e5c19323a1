//! What Mach-O's numbers are called, as in `mach-o/loader.h`.

use crate::structure::fields::Names;

pub(super) static CPU: &Names = &[
    (7, "CPU_TYPE_X86"),
    (12, "CPU_TYPE_ARM"),
    (18, "CPU_TYPE_POWERPC"),
    (0x0100_0007, "CPU_TYPE_X86_64"),
    (0x0100_000C, "CPU_TYPE_ARM64"),
    (0x0200_000C, "CPU_TYPE_ARM64_32"),
    (0x0100_0012, "CPU_TYPE_POWERPC64"),
];

pub(super) static FILE_TYPE: &Names = &[
    (1, "MH_OBJECT"),
    (2, "MH_EXECUTE"),
    (3, "MH_FVMLIB"),
    (4, "MH_CORE"),
    (5, "MH_PRELOAD"),
    (6, "MH_DYLIB"),
    (7, "MH_DYLINKER"),
    (8, "MH_BUNDLE"),
    (9, "MH_DYLIB_STUB"),
    (10, "MH_DSYM"),
    (11, "MH_KEXT_BUNDLE"),
    (12, "MH_FILESET"),
];

pub(super) static FLAGS: &Names = &[
    (1, "MH_NOUNDEFS"),
    (2, "MH_INCRLINK"),
    (4, "MH_DYLDLINK"),
    (8, "MH_BINDATLOAD"),
    (0x10, "MH_PREBOUND"),
    (0x80, "MH_TWOLEVEL"),
    (0x100, "MH_FORCE_FLAT"),
    (0x2000, "MH_SUBSECTIONS_VIA_SYMBOLS"),
    (0x8000, "MH_WEAK_DEFINES"),
    (0x10000, "MH_BINDS_TO_WEAK"),
    (0x10_0000, "MH_NO_REEXPORTED_DYLIBS"),
    (0x20_0000, "MH_PIE"),
    (0x80_0000, "MH_HAS_TLV_DESCRIPTORS"),
    (0x0200_0000, "MH_APP_EXTENSION_SAFE"),
];

pub(super) static PROTECTION: &Names = &[(1, "READ"), (2, "WRITE"), (4, "EXECUTE")];

pub(super) static PLATFORM: &Names =
    &[(1, "MACOS"), (2, "IOS"), (3, "TVOS"), (4, "WATCHOS"), (6, "MACCATALYST"), (7, "IOSSIMULATOR")];

pub(super) static COMMAND: &Names = &[
    (1, "LC_SEGMENT"),
    (2, "LC_SYMTAB"),
    (4, "LC_THREAD"),
    (5, "LC_UNIXTHREAD"),
    (0xB, "LC_DYSYMTAB"),
    (0xC, "LC_LOAD_DYLIB"),
    (0xD, "LC_ID_DYLIB"),
    (0xE, "LC_LOAD_DYLINKER"),
    (0xF, "LC_ID_DYLINKER"),
    (0x19, "LC_SEGMENT_64"),
    (0x1B, "LC_UUID"),
    (0x1D, "LC_CODE_SIGNATURE"),
    (0x1E, "LC_SEGMENT_SPLIT_INFO"),
    (0x21, "LC_ENCRYPTION_INFO"),
    (0x22, "LC_DYLD_INFO"),
    (0x24, "LC_VERSION_MIN_MACOSX"),
    (0x25, "LC_VERSION_MIN_IPHONEOS"),
    (0x26, "LC_FUNCTION_STARTS"),
    (0x29, "LC_DATA_IN_CODE"),
    (0x2A, "LC_SOURCE_VERSION"),
    (0x2B, "LC_DYLIB_CODE_SIGN_DRS"),
    (0x2C, "LC_ENCRYPTION_INFO_64"),
    (0x2E, "LC_LINKER_OPTIMIZATION_HINT"),
    (0x32, "LC_BUILD_VERSION"),
    (0x8000_0018, "LC_LOAD_WEAK_DYLIB"),
    (0x8000_001C, "LC_RPATH"),
    (0x8000_001F, "LC_REEXPORT_DYLIB"),
    (0x8000_0022, "LC_DYLD_INFO_ONLY"),
    (0x8000_0023, "LC_LOAD_UPWARD_DYLIB"),
    (0x8000_0028, "LC_MAIN"),
    (0x8000_0033, "LC_DYLD_EXPORTS_TRIE"),
    (0x8000_0034, "LC_DYLD_CHAINED_FIXUPS"),
];
