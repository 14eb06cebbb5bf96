; What electron-builder's uninstaller does not know of. https://www.electron.build/nsis#custom-nsis-script

; The app takes links of web pages for the player who runs it (HKEY_CURRENT_USER). Without it they would lead nowhere.
!macro customUnInstall
  ; An update removes the old version first, and the new one keeps the links.
  ${ifNot} ${isUpdated}
    Push $R0
    Push $R1
    Push $R2
    !insertmacro loadstoneForgetLinks "loadstone"
    !insertmacro loadstoneForgetLinks "nxm"
    Pop $R2
    Pop $R1
    Pop $R0
  ${endIf}
!macroend

; Only links that are still ours: another manager may have taken them since.
!macro loadstoneForgetLinks SCHEME
  StrCpy $R1 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  StrLen $R2 $R1
  ReadRegStr $R0 HKCU "Software\Classes\${SCHEME}\shell\open\command" ""
  StrCpy $R0 $R0 $R2
  ${if} $R0 == $R1
    DeleteRegKey HKCU "Software\Classes\${SCHEME}"
  ${endIf}
!macroend
