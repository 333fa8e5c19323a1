; The Windows installer, for Inno Setup 6: iscc /DBinary=..\..\target\dist\gander.exe gander.iss
; in the folder that packaging/build made (dist\windows: this file, the icon, the completions).

#ifndef Binary
  #define Binary "gander.exe"
#endif
#ifndef Sources
  #define Sources "..\.."
#endif

[Setup]
AppId={{7E0A5F3B-6C1D-4B0E-9C57-2B0D8A6F4E11}
AppName=Gander
AppVersion=@VERSION@
AppPublisher=The Gander contributors
AppPublisherURL=https://gander.github.io
DefaultDirName={autopf}\Gander
DisableProgramGroupPage=yes
LicenseFile={#Sources}\LICENSE-MIT
; For one's own account unless started as an administrator.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2/max
SolidCompression=yes
SetupIconFile=gander.ico
UninstallDisplayIcon={app}\gander.ico
OutputBaseFilename=gander-@VERSION@-setup
OutputDir=.

[Tasks]
Name: path; Description: "Add gander to PATH, for the command line"
Name: menu; Description: "Offer “Open with Gander” for every file"
Name: desktop; Description: "A shortcut on the desktop"; Flags: unchecked

[Files]
Source: "{#Binary}"; DestDir: "{app}"; DestName: "gander.exe"; Flags: ignoreversion
Source: "gander.ico"; DestDir: "{app}"
Source: "_gander.ps1"; DestDir: "{app}"
Source: "{#Sources}\README.md"; DestDir: "{app}"
Source: "{#Sources}\CHANGELOG.md"; DestDir: "{app}"
Source: "{#Sources}\LICENSE-*"; DestDir: "{app}\licences"
Source: "{#Sources}\assets\fonts\OFL-*.txt"; DestDir: "{app}\licences"
Source: "THIRD-PARTY.txt"; DestDir: "{app}\licences"

[Icons]
Name: "{autoprograms}\Gander"; Filename: "{app}\gander.exe"; IconFilename: "{app}\gander.ico"
Name: "{autodesktop}\Gander"; Filename: "{app}\gander.exe"; IconFilename: "{app}\gander.ico"; Tasks: desktop

[Registry]
; Open With: the program, and the endings that it is offered for first.
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Gander"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\DefaultIcon"; ValueType: string; ValueData: "{app}\gander.ico"
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\shell\open\command"; ValueType: string; ValueData: """{app}\gander.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".log"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".txt"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".csv"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".tsv"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".json"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".jsonl"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".ndjson"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\gander.exe\SupportedTypes"; ValueType: string; ValueName: ".bin"; ValueData: ""
; A line of every file's menu.
Root: HKA; Subkey: "Software\Classes\*\shell\Gander"; ValueType: string; ValueData: "Open with Gander"; Flags: uninsdeletekey; Tasks: menu
Root: HKA; Subkey: "Software\Classes\*\shell\Gander"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\gander.ico"; Tasks: menu
Root: HKA; Subkey: "Software\Classes\*\shell\Gander\command"; ValueType: string; ValueData: """{app}\gander.exe"" ""%1"""; Tasks: menu

[Run]
Filename: "{app}\gander.exe"; Description: "Start Gander"; Flags: nowait postinstall skipifsilent

[Code]
{ The folder among those of PATH: of the machine for an administrator, else of one's own account. }
function PathRoot: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function PathKey: String;
begin
  if IsAdminInstallMode then Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else Result := 'Environment';
end;

procedure AddToPath(Folder: String);
var Paths: String;
begin
  if not RegQueryStringValue(PathRoot, PathKey, 'Path', Paths) then Paths := '';
  if Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Paths) + ';') > 0 then exit;
  if (Paths <> '') and (Paths[Length(Paths)] <> ';') then Paths := Paths + ';';
  RegWriteExpandStringValue(PathRoot, PathKey, 'Path', Paths + Folder);
end;

procedure RemoveFromPath(Folder: String);
var
  Paths: String;
  At: Integer;
begin
  if not RegQueryStringValue(PathRoot, PathKey, 'Path', Paths) then exit;
  At := Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Paths) + ';');
  if At = 0 then exit;
  { At counts with the ";" that was put before: the folder starts at At in Paths itself. }
  if At = 1 then Delete(Paths, 1, Length(Folder) + 1) else Delete(Paths, At - 1, Length(Folder) + 1);
  RegWriteExpandStringValue(PathRoot, PathKey, 'Path', Paths);
end;

procedure CurStepChanged(Step: TSetupStep);
begin
  if (Step = ssPostInstall) and WizardIsTaskSelected('path') then AddToPath(ExpandConstant('{app}'));
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then RemoveFromPath(ExpandConstant('{app}'));
end;
